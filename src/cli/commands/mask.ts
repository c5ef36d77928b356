import { z } from 'zod';
import { tokenTexts, type RepairPair } from '../../core/pair.ts';
import { securityMask, type MaskSettings, type MaskSide } from '../../core/securityMask.ts';
import { pairFormatNames, pairFormats, RowError } from '../../corpus/pairFormats.ts';
import type { Tokenizer } from '../../model/tokenizer.ts';
import { defineCommand, oneOf, option, repeatedOption } from '../command.ts';
import { CommandError } from '../errors.ts';
import { readTokenizer, shippedModel } from '../modelFolder.ts';
import { say, writeResult } from '../output.ts';
import { readPairs } from '../pairFile.ts';
import { readRunConfig } from '../runSettings.ts';

/** Bad lines told one by one; of the rest only the number is. */
const mostTold = 20;

const formatList = pairFormatNames
  .map((name) => `  ${name.padEnd(9)}  ${pairFormats[name].meaning}`)
  .join('\n');

export const mask = defineCommand({
  name: 'mask',
  description: `Prints the security mask of each pair in FILE as a line of JSON. For both sides: tokens, their texts with
the end token last; mask, 1 where the repair touched the token; overlap, the share of its characters
that it touched; hunk, the changed place that marks it, or null. hunks: each changed place with its
operation, the tokens it marks, and, for an insertion, the token of the vulnerable side it stands before.

Formats:
${formatList}`,
  options: z.object({
    pairs: option('FILE', 'The pairs.', z.string().min(1, 'is empty')),
    format: option('FORMAT', `${pairFormatNames.join(', ')}.`, oneOf(pairFormatNames)),
    model: option(
      'DIR',
      `Whose tokenizer to use (${shippedModel}).`,
      z.string().default(shippedModel),
    ),
    set: repeatedOption(
      'KEY=VALUE',
      'Changes a setting: diffLevel or bridgeGaps.',
      z.array(z.string()).default([]),
    ),
  }),
  run: async ({ pairs: file, format, model, set }) => {
    const settings = readRunConfig('default', set, {});
    const tokenizer = await readTokenizer(model);
    let good = 0;
    let bad = 0;
    for await (const { line, found } of readPairs(file, format)) {
      if (found instanceof RowError) {
        bad += 1;
        if (bad <= mostTold) say(`${file}:${line}: ${found.message}`);
      } else {
        good += 1;
        writeResult({ line, ...describe(found, tokenizer, settings) });
      }
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

function describe(pair: RepairPair, tokenizer: Tokenizer, settings: MaskSettings): object {
  // With the end token, as completions have it in training.
  const tokenise = (code: string) =>
    tokenizer.withSpans([...tokenizer.encode(code), tokenizer.endToken.id]);
  const { diffLevel, vulnerable, secure, hunks } = securityMask(
    { vulnerable: tokenise(pair.vulnerable), secure: tokenise(pair.secure) },
    settings,
  );
  const side = ({ text, mask: marks, overlap, hunks: hunk }: MaskSide) => ({
    tokens: tokenTexts(text, tokenizer.endToken.name),
    mask: marks,
    overlap,
    hunk,
  });
  return {
    id: pair.id,
    cwe: pair.cwe,
    language: pair.language,
    diffLevel,
    vulnerable: side(vulnerable),
    secure: side(secure),
    hunks,
  };
}
