import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { tokenTexts } from '../../core/pair.ts';
import {
  securityMask,
  type MaskSettings,
  type MaskSide,
  type SecurityMask,
} from '../../core/securityMask.ts';
import { compareCharChanges } from '../../corpus/charChanges.ts';
import { pairFormatNames, pairFormats } from '../../corpus/pairFormats.ts';
import { pairLints } from '../../corpus/lintTable.ts';
import { createPairLinter } from '../../corpus/pairLints.ts';
import type { ImportedPair } from '../../corpus/pairRow.ts';
import type { Tokenizer } from '../../model/tokenizer.ts';
import { defineCommand, oneOf, option, repeatedOption } from '../command.ts';
import { CommandError, reasonOf } from '../errors.ts';
import { readTokenizer, shippedModel } from '../modelFolder.ts';
import { say, writeResult } from '../output.ts';
import { readPairs } from '../pairFile.ts';
import { readRunConfig } from '../runSettings.ts';

/** Bad rows told one by one; of the rest only the number is. */
const mostTold = 20;

const listOf = (rows: readonly (readonly [string, string])[]) => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`).join('\n');
};

export const mask = defineCommand({
  name: 'mask',
  description: `Prints the security mask of each pair in FILE as a line of JSON. For both sides: tokens, their texts with
the end token last; mask, 1 where the repair touched the token; overlap, the share of its characters
that it touched; hunk, the changed place that marks it, or null. hunks: each changed place with its
operation, the tokens it marks, and, for an insertion, its anchor: the token of the vulnerable side that shows
that the insertion is missing.
lints: what may be wrong with the pair, each with a code and a message. charChanges, where the data set
recorded its own edit: equal, other minimal edit, recorded edit is larger, or recorded edit does not fit.
A bad row is told on stderr and left out. docs/importing.md says more.

diffLevel is lexeme, token, line, char or mix; docs/masks.md says what each marks.

Formats:
${listOf(pairFormatNames.map((name) => [name, pairFormats[name].meaning]))}

Lints:
${listOf(Object.entries(pairLints))}`,
  options: z.object({
    pairs: option('FILE', 'The pairs.', z.string().min(1, 'is empty')),
    format: option('FORMAT', `${pairFormatNames.join(', ')}.`, oneOf(pairFormatNames)),
    model: option(
      'DIR',
      `Whose tokenizer and context to use (${shippedModel}).`,
      z.string().default(shippedModel),
    ),
    set: repeatedOption(
      'KEY=VALUE',
      'Changes diffLevel, bridgeGaps or insertionAnchors.',
      z.array(z.string()).default([]),
    ),
  }),
  run: async ({ pairs: file, format, model, set }) => {
    const settings = readRunConfig('token-grpo', set, {});
    const tokenizer = await readTokenizer(model);
    const lint = createPairLinter(await readContext(model));
    let good = 0;
    let bad = 0;
    for await (const event of readPairs(file, format)) {
      if (event.kind === 'progress') continue;
      const { line } = event;
      if (event.kind === 'error') {
        bad += 1;
        const { message, advice } = event.error;
        if (bad <= mostTold) say(`${file}:${line}: ${message}. ${advice}`);
        continue;
      }
      good += 1;
      const { pair } = event;
      const found = maskOf(pair, tokenizer, settings);
      const promptTokens = tokenizer.encode(pair.prompt).length;
      const lints = lint({ line, pair, mask: found, promptTokens });
      writeResult({ line, ...describe(pair, found, tokenizer.endToken.name), lints });
    }
    if (bad > mostTold) say(`and ${bad - mostTold} more.`);
    say(`${good} pairs, ${bad} bad lines.`);
    if (bad > 0) {
      throw new CommandError(
        `${bad} lines of ${file} hold no pair of the format ${format}, and were left out.`,
        'Correct the lines named above, or choose another --format.',
      );
    }
  },
});

const contextSchema = z.object({ max_position_embeddings: z.number().int().positive() });

/** How many tokens the model holds. */
async function readContext(folder: string): Promise<number> {
  const file = join(folder, 'config.json');
  try {
    const config: unknown = JSON.parse(await readFile(file, 'utf8'));
    return contextSchema.parse(config).max_position_embeddings;
  } catch (error) {
    const reason =
      error instanceof z.ZodError ? 'it has no max_position_embeddings' : reasonOf(error);
    throw new CommandError(
      `${file} does not tell how long the context of the model is: ${reason}.`,
      "Give --model a model folder in Hugging Face's layout.",
    );
  }
}

function maskOf(pair: ImportedPair, tokenizer: Tokenizer, settings: MaskSettings): SecurityMask {
  // With the end token, as completions have it in training.
  const tokenise = (code: string) =>
    tokenizer.withSpans([...tokenizer.encode(code), tokenizer.endToken.id]);
  return securityMask(
    { vulnerable: tokenise(pair.vulnerable), secure: tokenise(pair.secure) },
    settings,
  );
}

function describe(pair: ImportedPair, mask: SecurityMask, endToken: string): object {
  const { id, cwe, language, license, recordedChanges } = pair;
  const side = ({ text, mask: marks, overlap, hunks: hunk }: MaskSide) => ({
    tokens: tokenTexts(text, endToken),
    mask: marks,
    overlap,
    hunk,
  });
  return {
    id,
    cwe,
    language,
    license,
    diffLevel: mask.diffLevel,
    vulnerable: side(mask.vulnerable),
    secure: side(mask.secure),
    hunks: mask.hunks,
    ...(recordedChanges && { charChanges: compareCharChanges(pair, recordedChanges) }),
  };
}
