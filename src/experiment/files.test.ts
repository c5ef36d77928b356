import { describe, expect, it } from 'vitest';
import { gatherResults, reportFiles } from './files.ts';
import { planResultsSchema } from './jobResult.ts';
import { plans } from './plans.ts';
import { element, label, writeFigure } from './svg.ts';
import { sampleArm, sampleResult } from './testing/sampleResults.ts';

const results = plans.claim.arms.flatMap(({ name }, i) =>
  sampleArm('claim', name, [30 + i, 31 + i, 29 + i, 30 + i, 32 + i]),
);

describe('results that stand beside each other', () => {
  it.each([
    ['a plan that there is not', { plan: 'nonsense' }, /no plan "nonsense"/],
    ['an arm that the plan has not', { arm: 'nonsense' }, /no arm "nonsense"/],
    ['the same run twice', { seed: 1 }, /both-base with seed 1 twice/],
    ['another budget', { rollouts: 640 }, /completions they sampled: 128, 640/],
    ['another length', { steps: 10 }, /number of steps: 2, 10/],
    ['another model', { model: 'def' }, /model they start from: abc, def/],
  ])('have not %s', (_, changes, message) => {
    const other = sampleResult('claim', 'both-base', 6, 30, changes);
    expect(() => gatherResults([...results, other])).toThrow(message);
  });

  it('may be without RL, or have broken off', () => {
    const failure = { code: 'not-finite' as const, message: '', hint: '', step: 7 };
    const broken = sampleResult('claim', 'token-base', 6, 0, { rollouts: 64, failure });
    const untrained = sampleResult('claim', 'sft', 6, 40, { rollouts: 0 });
    const files = reportFiles(gatherResults([...results, broken, untrained]));
    expect(files.get('')).toContain('token-base with seed 6 broke off at step 7');
  });

  it('are in the order of plan and seeds, however they come', () => {
    const sorted = gatherResults(results);
    expect(gatherResults([...results].reverse())).toEqual(sorted);
    expect(sorted[0].results[0]).toMatchObject({ arm: 'base', seed: 1 });
  });
});

describe('the report', () => {
  const files = reportFiles(gatherResults(results));
  const report = files.get('') ?? '';

  it('says the verdict, and for plans without results what is going to be run', () => {
    // Each arm scores two points more than the one two rows before it.
    expect(report).toContain('**both-base is better than outcome-base: +2.0 points (+2.0 to +2.0)');
    expect(report.match(/Not run yet\./gu)).toHaveLength(2);
    expect(report).toContain('--plan claim --out runs/experiment --seeds 1,2,3,4,5 --steps 2');
  });

  it('shows each figure that it brings, and links the numbers, which read back', () => {
    const paths = [...files.keys()].filter((path) => path !== '');
    expect(paths).toHaveLength(4);
    for (const path of paths) expect(report).toContain(`](${path})`);
    const stored = planResultsSchema.parse(JSON.parse(files.get('results/claim.json') ?? ''));
    expect(stored).toEqual(gatherResults(results)[0].results);
    expect(reportFiles(gatherResults(stored))).toEqual(files);
  });

  it('tells weaknesses with the number of their prompts', () => {
    expect(report).toMatch(/\| CWE-89 \| 50 \|/u);
  });

  it.each(['finals', 'curves', 'cwe'])(
    '%s is a figure with words and no broken numbers',
    (kind) => {
      const figure = files.get(`figures/claim-${kind}.svg`) ?? '';
      expect(figure).toMatch(/<title id="title">.+<\/title>\n<desc id="description">.+<\/desc>/u);
      expect(figure).not.toMatch(/NaN|Infinity|undefined/u);
      const tags = (pattern: RegExp) => [...figure.matchAll(pattern)].length;
      expect(tags(/<[a-z]/gu)).toBe(tags(/<\//gu) + tags(/\/>/gu));
    },
  );
});

it('text in a figure is text', () => {
  const figure = writeFigure({
    width: 10,
    height: 10,
    title: '<b>&"',
    description: '',
    content: [label(1, 1.23456, '<script>'), element('g', { 'data-x': '">' })],
  });
  expect(figure).not.toMatch(/<b>|<script>|"">/u);
  expect(figure).toContain('y="1.23"');
});
