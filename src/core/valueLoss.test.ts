import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import golden from './fixtures/rl.json' with { type: 'json' };
import { explainedVariance, valueLoss, type ValueLossInput } from './valueLoss.ts';

describe.each(golden)('verl core_algos, batch with seed $seed', ({ inputs, expected }) => {
  test('clipped value loss', () => {
    const { vpreds, values, returns, response_mask: completionMask } = inputs;
    const found = valueLoss({ vpreds, values, returns, completionMask }, { cliprangeValue: 0.2 });
    expect(found.loss).toBeCloseTo(expected['value_loss_clip0.2'].loss, 7);
    expect(found.clipFraction).toBeCloseTo(expected['value_loss_clip0.2'].clipfrac, 6);
  });
});

const token = fc.record({
  vpred: fc.double({ min: -2, max: 2, noNaN: true }),
  value: fc.double({ min: -2, max: 2, noNaN: true }),
  target: fc.double({ min: -2, max: 2, noNaN: true }),
  mask: fc.constantFrom(0, 1, 1),
});
const anyInput = fc
  .array(fc.array(token, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
  .map((rows): ValueLossInput => ({
    vpreds: rows.map((row) => row.map((t) => t.vpred)),
    values: rows.map((row) => row.map((t) => t.value)),
    returns: rows.map((row) => row.map((t) => t.target)),
    completionMask: rows.map((row) => row.map((t) => t.mask)),
  }));

test('the gradient agrees with finite differences away from the kinks', () => {
  const h = 1e-6;
  fc.assert(
    fc.property(
      anyInput,
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      (input, cliprangeValue) => {
        const { gradVpreds } = valueLoss(input, { cliprangeValue });
        input.vpreds.forEach((row, b) =>
          row.forEach((v, t) => {
            const at = (value: number) => {
              const vpreds = input.vpreds.map((r, i) =>
                r.map((x, j) => (i === b && j === t ? value : x)),
              );
              return valueLoss({ ...input, vpreds }, { cliprangeValue }).loss;
            };
            const [before, here, after] = [at(v - h), at(v), at(v + h)];
            const isKink = Math.abs(after - 2 * here + before) > 1e-9;
            if (isKink) return;
            expect(Math.abs((after - before) / (2 * h) - gradVpreds[b][t])).toBeLessThan(1e-3);
          }),
        );
      },
    ),
  );
});

test('cliprangeValue stops the gradient of a value that has moved far enough, and counts it', () => {
  const input = { vpreds: [[1]], values: [[0]], returns: [[2]], completionMask: [[1]] };
  expect(valueLoss(input, { cliprangeValue: 5 })).toEqual({
    loss: 0.5,
    gradVpreds: [[-1]],
    clipFraction: 0,
  });
  const clipped = valueLoss(input, { cliprangeValue: 0.5 });
  expect(clipped).toEqual({ loss: 1.5 ** 2 / 2, gradVpreds: [[0]], clipFraction: 1 });
});

test('tokens outside the mask cannot move it, not even NaN', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const poison = (array: ValueLossInput['values']) =>
        array.map((row, b) => row.map((v, t) => (input.completionMask[b][t] === 0 ? NaN : v)));
      const { completionMask } = input;
      const poisoned = {
        vpreds: poison(input.vpreds),
        values: poison(input.values),
        returns: poison(input.returns),
        completionMask,
      };
      expect(valueLoss(poisoned, { cliprangeValue: 0.2 })).toEqual(
        valueLoss(input, { cliprangeValue: 0.2 }),
      );
    }),
  );
});

test('explained variance: 1 for a perfect critic, 0 for a constant one, negative for a misleading one', () => {
  const returns = [
    [1, 2],
    [3, NaN],
  ];
  const mask = [
    [1, 1],
    [1, 0],
  ];
  expect(explainedVariance(returns, returns, mask)).toBe(1);
  expect(
    explainedVariance(
      [
        [2, 2],
        [2, 2],
      ],
      returns,
      mask,
    ),
  ).toBeCloseTo(0, 4);
  expect(
    explainedVariance(
      [
        [3, 2],
        [1, 0],
      ],
      returns,
      mask,
    ),
  ).toBeLessThan(-1);
});
