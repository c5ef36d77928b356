/** Puts the kernels of both engines beside each other. */
import { markdownTable } from '../markdownTable.ts';
import type { KernelFile } from './kernelRow.ts';

const headings = [
  ...['runtime', 'kernel', 'plan', 'engine', 'calls', 'median ms', 'min ms', 'dispatches'],
  'stock ÷ ours',
];

/** The file as a Markdown table; the ratio, of medians, stands in the lines of ours. */
export function formatKernelTable({ rows }: KernelFile): string {
  const lines = rows.map((row) => {
    const stock = rows.find(
      (other) =>
        other.engine === 'stock' && other.runtime === row.runtime && other.kernel === row.kernel,
    );
    return [
      ...[row.runtime, row.kernel, row.plan ?? '', row.engine, `${row.calls}`],
      ...[row.median_ms, row.min_ms].map((ms) => ms.toPrecision(3)),
      `${row.dispatches}`,
      stock && row.engine === 'ours' ? (stock.median_ms / row.median_ms).toFixed(2) : '',
    ];
  });
  const adapters = [...new Set(rows.map(({ runtime, adapter }) => `${runtime}: ${adapter}`))];
  return [...adapters, '', markdownTable(headings, lines)].join('\n');
}
