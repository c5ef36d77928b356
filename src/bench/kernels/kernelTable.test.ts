/** Rows of the kernels: what the schema keeps out, and the ratio in the table. */
import { describe, expect, it } from 'vitest';
import { kernelFileSchema, type KernelRow } from './kernelRow.ts';
import { formatKernelTable } from './kernelTable.ts';

const row = (change: Partial<KernelRow>): KernelRow => ({
  ...{ runtime: 'node', adapter: 'a software adapter', kernel: 'matMul NT', plan: null },
  ...{ engine: 'stock', calls: 1, median_ms: 600, min_ms: 500, repeats: 5, dispatches: 17 },
  ...change,
});

const file = {
  rows: [
    row({ engine: 'ours', plan: 'tiled-32', median_ms: 300 }),
    row({ engine: 'ours', plan: 'tiled-64', median_ms: 150 }),
    row({ engine: 'ours', kernel: 'rmsNorm', median_ms: 2, min_ms: 1.5 }),
    row({}),
    row({ runtime: 'chromium', median_ms: 6000 }),
  ],
};

const lineOf = (text: string) =>
  formatKernelTable(file)
    .split('\n')
    .find((line) => line.includes(text));

describe('formatKernelTable', () => {
  it('gives each plan its own ratio to the stock kernel of its runtime', () => {
    expect(lineOf('tiled-32')).toMatch(/\| 17 \| 2\.00 \|$/);
    expect(lineOf('tiled-64')).toMatch(/\| 17 \| 4\.00 \|$/);
  });

  it('gives no ratio without a stock row, nor to stock', () => {
    expect(lineOf('rmsNorm')).toMatch(/\| 2\.00 \| 1\.50 \| 17 \| {2}\|$/);
    expect(lineOf('stock | 1 | 600')).toMatch(/\| 17 \| {2}\|$/);
  });
});

describe('kernelFileSchema', () => {
  it('takes rows through JSON', () => {
    expect(kernelFileSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
  });

  it.each([{ kernel: 'conv2d' }, { engine: 'jax-js' }, { median_ms: 0 }, { dispatches: 0.5 }])(
    'refuses %o',
    (change) => {
      expect(kernelFileSchema.safeParse({ rows: [{ ...row({}), ...change }] }).success).toBe(false);
    },
  );
});
