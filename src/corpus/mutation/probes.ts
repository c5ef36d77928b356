/**
 * Probes: inputs beyond a family's cases, made from theirs by general changes. They know nothing of any weakness, so they can
 * witness what the cases overlook.
 */
import type { Argument, Json, TestCase, World } from '../../core/testCase.ts';

/** One call to try. */
export interface Probe {
  readonly args: readonly Argument[];
  readonly world: World;
  /** The call of an exploit case, unchanged. */
  readonly isExploit: boolean;
}

/**
 * The calls of the cases, exploits first; then the same with one argument changed (its texts cut, joined, wrapped and
 * recoded, its numbers moved, its entries dropped), and with one argument of another case. No two are the same; a change
 * of the exploits and of the functional cases alike, for a mutant may open the hole at an input that no exploit tries.
 */
export function probesOf(cases: readonly TestCase[]): Probe[] {
  const ordered = [
    ...cases.filter(({ kind }) => kind === 'exploit'),
    ...cases.filter(({ kind }) => kind === 'functional'),
  ];
  const seen = new Map<string, Probe>();
  const add = (probe: Probe) => {
    const key = JSON.stringify([probe.args, probe.world]);
    if (!seen.has(key)) seen.set(key, probe);
  };
  for (const { args, world, kind } of ordered) add({ args, world, isExploit: kind === 'exploit' });
  // In turn, so that a limit on the number of probes leaves some of every case.
  inTurn(ordered.map((tried) => changesOf(tried, ordered))).forEach(add);
  return [...seen.values()];
}

/** Interleaves lists: the first of each, the second of each, … */
function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) =>
    lists.flatMap((list) => (i < list.length ? [list[i]] : [])),
  ).flat();
}

function changesOf({ args, world }: TestCase, cases: readonly TestCase[]): Probe[] {
  const benign = cases.filter(({ kind }) => kind === 'functional');
  const withArg = (i: number, arg: Argument): Probe => ({
    args: args.with(i, arg),
    world,
    isExploit: false,
  });
  return inTurn(
    args.map((arg, i) => {
      const others = cases.flatMap((other) => {
        const taken = other.args.at(i);
        return taken && 'value' in taken && taken !== arg ? [withArg(i, taken)] : [];
      });
      if (!('value' in arg)) return others;
      const like = benign.flatMap((other) => {
        const taken = other.args.at(i);
        return taken && 'value' in taken ? [taken.value] : [];
      });
      const changed = changesOfJson(arg.value, like.slice(0, 2));
      return [...changed.map((value) => withArg(i, { value })), ...others];
    }),
  );
}

/** Values of the same type that differ in one place. */
function changesOfJson(value: Json, like: readonly Json[]): Json[] {
  if (typeof value === 'string') {
    return changesOfText(
      value,
      like.filter((other) => typeof other === 'string'),
    );
  }
  if (typeof value === 'number') return changesOfNumber(value);
  if (typeof value === 'boolean') return [!value];
  if (value === null) return [];
  if (Array.isArray(value)) {
    const inside = value.map((item, i) =>
      changesOfJson(item, []).map((changed) => value.with(i, changed)),
    );
    const dropped = value.map((_, i) => value.filter((_item, k) => k !== i));
    return [...inTurn(inside), ...dropped, [...value, ...value], [...value].reverse()];
  }
  // fromEntries defines its keys, so that a key __proto__ stays one.
  const entries = Object.entries(value);
  const inside = entries.map(([key, item], i) =>
    changesOfJson(item, []).map((changed) => Object.fromEntries(entries.with(i, [key, changed]))),
  );
  const dropped = entries.map((_, i) => Object.fromEntries(entries.filter((_e, k) => k !== i)));
  const joined = like.flatMap((other) =>
    typeof other === 'object' && other !== null && !Array.isArray(other)
      ? [Object.fromEntries([...Object.entries(other), ...entries])]
      : [],
  );
  return [...joined, ...dropped, ...inTurn(inside)];
}

function changesOfNumber(n: number): number[] {
  const numbers = [n + 1, n - 1, -n, n * 2, n * 10, Math.trunc(n / 2), n + 0.5, Math.sign(n), 0];
  return [...new Set(numbers)].filter((other) => other !== n && Number.isFinite(other));
}

/** Texts are kept below this, so that no probe is a flood of its own. */
const longestText = 20_000;

function changesOfText(text: string, like: readonly string[]): string[] {
  const chunks = text.match(/[A-Za-z0-9]+|[^A-Za-z0-9]/g) ?? [];
  const half = Math.ceil(text.length / 2);
  const marks = [...new Set(text.match(/[^A-Za-z0-9]/g) ?? [])];
  const changed = inTurn([
    like.flatMap((other) => [other + text, text + other, `${other}\n${text}`, `${text}\n${other}`]),
    chunks.map((_, i) => chunks.filter((_chunk, k) => k !== i).join('')),
    marks.flatMap((mark) => [
      `a${mark}b`,
      text.replaceAll(mark, ''),
      text.replace(mark, mark + mark),
    ]),
    [text.toUpperCase(), text.toLowerCase(), ` ${text}`, `${text} `, `x${text}`, `${text}x`],
    [text + text, text.slice(0, half), text.slice(half), text.slice(1), text.slice(0, -1)],
    [text.replaceAll('/', '\\'), text.replaceAll('.', 'x'), encodeURIComponent(text)],
  ]);
  return [...new Set(changed)].filter(
    (other) => other !== text && other !== '' && other.length <= longestText,
  );
}
