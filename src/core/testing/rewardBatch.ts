/** Arbitrary batches of rewards for property tests. */
import fc from 'fast-check';

/** Groups of equal size, one outcome reward [B] a completion, token rewards and mask [B,T]; values repeat often. */
export const rewardBatch = fc
  .record({
    groups: fc.integer({ min: 1, max: 4 }),
    size: fc.integer({ min: 2, max: 5 }),
    length: fc.integer({ min: 1, max: 6 }),
  })
  .chain(({ groups, size, length }) => {
    const rows = groups * size;
    const perToken = (value: fc.Arbitrary<number>) =>
      fc.array(fc.array(value, { minLength: length, maxLength: length }), {
        minLength: rows,
        maxLength: rows,
      });
    return fc.record({
      groups: fc.constant(Array.from({ length: rows }, (_, b) => Math.floor(b / size))),
      rewards: fc.array(fc.constantFrom(0, 0.1, 0.6, 1.6), { minLength: rows, maxLength: rows }),
      tokenRewards: perToken(fc.constantFrom(-1, -0.25, 0, 0.2)),
      mask: perToken(fc.constantFrom(0, 1, 1)),
    });
  });
