import { describe, expect, it } from 'vitest';
import { jobConfig, jobName, jobsOf, workOf, type Plan } from './plan.ts';
import { plans } from './plans.ts';

const each = Object.values(plans).map((plan) => [plan.name, plan] as const);
const scaleOf = ({ steps }: Plan) => ({ steps, changes: {} });

describe.each(each)('plan %s', (_, plan) => {
  const names = plan.arms.map(({ name }) => name);
  const jobs = jobsOf(plan.arms, [1, 2]);

  it('has arms with names of their own, and settings that exist', () => {
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9.-]+$/u);
    for (const steps of [1, plan.steps, 1000]) {
      for (const job of jobs) jobConfig(plan, job, { steps, changes: {} });
    }
    expect(new Set(jobs.map(jobName)).size).toBe(jobs.length);
  });

  it('compares, draws and details arms that it has', () => {
    const { primary, secondary, panels, detailed } = plan;
    const compared = [primary, ...secondary].flatMap(({ arm, than }) => [arm, than]);
    const drawn = panels.flatMap(({ series }) => series.map(({ arm }) => arm));
    expect([...compared, ...drawn, ...detailed].filter((name) => !names.includes(name))).toEqual(
      [],
    );
    const named = secondary.map(({ arm, than }) => `${arm} ${than}`);
    expect(named).not.toContain(`${primary.arm} ${primary.than}`);
    expect(new Set(named).size).toBe(named.length);
  });

  it('gives every arm with RL as many completions, and no rule that ends it early', () => {
    const rl = jobs.filter(({ arm }) => (arm.training ?? 'rl') === 'rl');
    const configs = rl.map((job) => jobConfig(plan, job, scaleOf(plan)));
    const budgets = configs.map((c) => c.maxSteps * c.promptsPerStep * c.numGenerations);
    expect(new Set(budgets).size).toBe(1);
    for (const config of configs) {
      expect(config).toMatchObject({ stopFuncSec: 1, outcomeStopFuncSec: 1, sftStopLoss: 0 });
    }
    const sft = jobs.filter(({ arm }) => arm.training === 'sft');
    for (const job of sft) {
      const config = jobConfig(plan, job, scaleOf(plan));
      expect(config.maxSteps).toBe(0);
      expect(config.sftSteps).toBeGreaterThan(0);
    }
  });
});

describe('jobs', () => {
  const [first] = plans.claim.arms;
  const withChanges = (changes: Record<string, string | number | boolean>) =>
    jobConfig(plans.claim, { arm: first, seed: 1 }, { steps: 24, changes });

  it('refuse a setting that does not exist or is out of range', () => {
    expect(() => withChanges({ tokenGama: 1 })).toThrow(/tokenGama/);
    expect(() => withChanges({ tokenGamma: 2 })).toThrow(/tokenGamma/);
  });

  it('take their seed and steps from the command, a dozen evaluations, and the rest as it is set', () => {
    expect(withChanges({ alpha: 0.5 })).toMatchObject({ maxSteps: 24, evalSteps: 2, alpha: 0.5 });
    expect(withChanges({ evalSteps: 7 }).evalSteps).toBe(7);
    const staged = plans.claim.arms.find(({ outcomeShare }) => outcomeShare === 0.5);
    if (!staged) throw new Error('There is no staged arm.');
    const config = jobConfig(plans.claim, { arm: staged, seed: 4 }, { steps: 24, changes: {} });
    expect(config).toMatchObject({ seed: 4, outcomeSteps: 12 });
  });

  it('go seed by seed, and score the untrained model once', () => {
    const jobs = jobsOf(plans.claim.arms.slice(0, 3), [5, 6]);
    expect(jobs.map(({ arm, seed }) => `${arm.name} ${seed}`)).toEqual([
      'base 5',
      'sft 5',
      'sft-long 5',
      'sft 6',
      'sft-long 6',
    ]);
    const work = jobs.map((job) => workOf(jobConfig(plans.claim, job, scaleOf(plans.claim))));
    expect(work[2]).toBeGreaterThan(work[1]);
  });
});
