import { describe, expect, it } from 'vitest';
import { pretrainingTokens, repairBatch } from './sft.ts';
import { corpusTasks } from './taskSource.ts';

const source = corpusTasks({ seed: 1, pairsPerFamily: 0, scarcePrompts: 'unlimited' });
/** One token a character. */
const letters = {
  encode: (text: string) => Array.from(text, (c) => c.codePointAt(0) ?? 0),
  endToken: { id: 0, name: '<end>' },
};
const batch = (step: number, size: number, context = 10_000) =>
  repairBatch(source, letters, step, size, context);

describe('repairBatch', () => {
  it('is prompt, repair and end token, the loss on what follows the prompt', () => {
    const { prompt, pair } = source.repairAt(5);
    const [, , text] = batch(2, 3);
    expect(text.ids).toEqual([...letters.encode(prompt + pair.secure), 0]);
    expect(text.lossFrom).toBe(prompt.length);
  });

  it('goes on where the step before stopped, whatever the size', () => {
    expect([...batch(1, 4), ...batch(2, 4)]).toEqual(batch(1, 8));
    expect(batch(3, 2)).toHaveLength(2);
  });

  it('is cut at the context', () => {
    expect(batch(1, 2, 50).map(({ ids }) => ids.length)).toEqual([50, 50]);
  });
});

describe('pretrainingTokens', () => {
  it('counts the completion and its end', () => {
    const { ids, lossFrom } = pretrainingTokens(
      { prompt: 'ab', completion: 'cde', unlike: '' },
      letters,
    );
    expect(ids).toEqual([...letters.encode('abcde'), letters.endToken.id]);
    expect(lossFrom).toBe(2);
  });

  it('of a text for copying, counts what follows its first difference from the other side', () => {
    const text = { prompt: 'ab', completion: 'cdxfg', unlike: 'cdefg' };
    expect(pretrainingTokens(text, letters).lossFrom).toBe(5);
    const longer = { prompt: 'ab', completion: 'cde', unlike: 'cd' };
    expect(pretrainingTokens(longer, letters).lossFrom).toBe(5);
    // The end is the difference: nothing is left to count.
    const cut = pretrainingTokens({ prompt: 'ab', completion: 'cd', unlike: 'cde' }, letters);
    expect(cut.lossFrom).toBe(cut.ids.length);
  });
});
