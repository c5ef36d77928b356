/** What can be wrong with a pair that was read well: it would train little, nothing, or the wrong thing. */
import type { MaskSide, SecurityMask } from '../core/securityMask.ts';
import type { PairLint } from './lintTable.ts';
import { PairDuplicates } from './pairDuplicates.ts';
import type { ImportedPair } from './pairRow.ts';
import { leakedIdentifiers } from './promptWords.ts';

export interface LintedPair {
  /** Where the pair stands in its file. */
  readonly line: number;
  readonly pair: ImportedPair;
  readonly mask: SecurityMask;
  readonly promptTokens: number;
}

const widest = 0.6;

/**
 * The lints of one file, whose pairs are to be passed in order.
 * @param maxTokens that the model holds
 */
export function createPairLinter(maxTokens: number): (linted: LintedPair) => PairLint[] {
  const duplicates = new PairDuplicates();
  return ({ line, pair, mask, promptTokens }) => {
    const lints: PairLint[] = [];
    const tokens =
      promptTokens + Math.max(mask.vulnerable.text.ids.length, mask.secure.text.ids.length);
    if (tokens > maxTokens) {
      lints.push({
        code: 'too-long',
        message: `The pair needs ${tokens} tokens and the model holds ${maxTokens}, so it cannot be trained on: cut it down to the changed part, or take a model with a longer context.`,
        tokens,
        context: maxTokens,
      });
    }
    lints.push(...lintMask(mask));
    const twin = duplicates.add(pair, line);
    if (twin?.isExact) {
      lints.push({
        code: 'duplicate',
        message: `The pair of line ${twin.line} has the same two sides, so this one would count twice: remove one of them.`,
        line: twin.line,
      });
    } else if (twin) {
      lints.push({
        code: 'near-duplicate',
        message: `The pair of line ${twin.line} is nearly the same, so it would count twice, or stand in training and test: keep one, or both on one side of the split.`,
        line: twin.line,
      });
    }
    const names = leaksOf(pair);
    if (names.length > 0) {
      lints.push({
        code: 'prompt-leak',
        message: `The prompt names ${names.join(', ')}, which only the repair has, so it tells the answer: describe the job without it.`,
        names,
      });
    }
    if (pair.license === null) {
      lints.push({
        code: 'license-unknown',
        message:
          'The row names no license, so it is not known whether the code may be used or shared: find out where it is from, and write the license into the row.',
      });
    }
    return lints;
  };
}

function lintMask(mask: SecurityMask): PairLint[] {
  const vulnerable = markedShare(mask.vulnerable);
  const secure = markedShare(mask.secure);
  const { diffLevel } = mask;
  if (vulnerable === 0 && secure === 0) {
    const message = `The two sides are the same at level ${diffLevel}, so no token would be rewarded: remove the pair, or compare at another diffLevel.`;
    return [{ code: 'empty-mask', message, diffLevel }];
  }
  const share = Math.max(vulnerable, secure);
  if (share <= widest) return [];
  const side = vulnerable > secure ? 'vulnerable' : 'secure';
  const message = `The repair marks ${Math.round(share * 100)} % of the tokens of the ${side} side, so the reward says little about what mattered: use a pair in which only the repair differs.`;
  return [{ code: 'wide-mask', message, share, side }];
}

/** Share of the tokens that are in the mask, 0–1. */
export function markedShare({ mask }: Pick<MaskSide, 'mask'>): number {
  return mask.reduce((sum, m) => sum + m, 0) / Math.max(1, mask.length);
}

/** Keywords of the languages of known data sets that are everyday words of a prompt too. */
const everydayKeywords = new Set(
  'and as assert break by case catch class continue default do each else except final from global import is not or pass print public raise static switch then throw try using while with'.split(
    ' ',
  ),
);

/** The lexer knows comments of C-like languages only; those of Python and Ruby go to the end of the line. */
const hashComment = /#[^\n]*/gu;

/** Identifiers that the prompt names and only the repair has, but for everyday words and what stands in comments. */
export function leaksOf({
  prompt,
  vulnerable,
  secure,
  language,
}: Pick<ImportedPair, 'prompt' | 'vulnerable' | 'secure' | 'language'>): string[] {
  const hasHash = /^(py|python|rb|ruby|sh)$/iu.test(language);
  const code = (side: string) => (hasHash ? side.replace(hashComment, '') : side);
  return leakedIdentifiers(prompt, code(vulnerable), code(secure)).filter(
    (name) => !everydayKeywords.has(name),
  );
}
