/** Plans come back for the adapter they were measured on, and foreign data counts as none. */
import { expect, it } from 'vitest';
import { createTuner } from '../engine/kernels/matMul/tuner.ts';
import { keepPlans, recallPlans, tuneWithMemory } from './planMemory.ts';

const traits = { isSoftware: true, subgroupLanes: 4 };

it('keeps plans by adapter', async () => {
  expect(await recallPlans('first')).toEqual({});
  await keepPlans('first', { 'NN 8x8 rows 64': 'tfjs' });
  expect(await recallPlans('first')).toEqual({ 'NN 8x8 rows 64': 'tfjs' });
  expect(await recallPlans('second')).toEqual({});
});

it('takes data of another shape for none', async () => {
  // @ts-expect-error what an older version or another program could have stored
  await keepPlans('third', { plans: 7 });
  expect(await recallPlans('third')).toEqual({});
});

it('remembers before it measures, and keeps what is new', async () => {
  const plans = { 'NN 8x8 rows 64': 'register-blocked' };
  await tuneWithMemory(createTuner(traits), 'fourth', () => Promise.resolve());
  expect(await recallPlans('fourth')).toEqual({});
  const tuner = createTuner(traits);
  await tuneWithMemory(tuner, 'fourth', () => Promise.resolve(tuner.remember(plans)));
  const later = createTuner(traits);
  let atStart = {};
  await tuneWithMemory(later, 'fourth', () => Promise.resolve(void (atStart = later.memory())));
  expect(atStart).toEqual(plans);
});
