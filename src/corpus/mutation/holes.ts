/** Where a family's hole shows, and whether a mutant shows it too: decided by what is seen, never by a case's verdict. */
import type { Argument, TestCase } from '../../core/testCase.ts';
import { probesOf, type Probe } from './probes.ts';

/**
 * Runs one function on each probe, until one stops the program.
 * @returns the facts of each call in order, with "stopped" as the last one's after a stop; null when the program does
 * not load. A fact is a text that ends with the value in JSON, or "threw" or "stopped".
 */
export type Observe = (
  program: string,
  functionName: string,
  probes: readonly Probe[],
) => Promise<readonly (readonly string[])[] | null>;

/** A call that shows the hole, and the fact it shows. */
export interface Witness {
  readonly args: readonly Argument[];
  readonly fact: string;
}

export interface Hole {
  readonly probe: Probe;
  /** What only vulnerable sides show at the probe. */
  readonly facts: ReadonlySet<string>;
  /** For numbers by the text of their facts before them. */
  readonly bounds: ReadonlyMap<string, Bound>;
  /** All that a vulnerable side shows, where it shows less than the secure ones: what it leaves out is the hole. */
  readonly omissions: ReadonlySet<string>;
}

/** A number as far from the secure sides as the nearest vulnerable one, or further, is as bad. */
interface Bound {
  readonly direction: 1 | -1;
  readonly from: number;
}

/** All programs of a family: every way's two sides, with the prompt. */
export interface Programs {
  readonly functionName: string;
  readonly secure: readonly string[];
  readonly vulnerable: readonly string[];
}

/** Probes at which a hole shows that a mutant runs on at most. */
const mostProbes = 24;
/** Probes that the sides are compared on at most. */
const mostCompared = 96;
/** Each costs the whole deadline of the sandbox. */
const mostStops = 3;

/** Facts of a call that ended badly: any broken program shows them somewhere. */
const isEnd = (fact: string) => fact === 'threw' || fact === 'stopped';
/** To return nothing opens no hole. */
const refusal = /^returned (?:null|false|0|""|\[\])$/;

const wholeOf = (facts: readonly string[]) => facts.join('\n');

/** The probes at which a vulnerable side shows what no secure side does. */
export async function findHoles(
  { functionName, secure, vulnerable }: Programs,
  cases: readonly TestCase[],
  observe: Observe,
): Promise<Hole[]> {
  const probes = probesOf(cases).slice(0, mostCompared);
  const watch = (program: string) => observeAll(program, functionName, probes, observe);
  const good = await inOrder(secure, watch);
  const bad = await inOrder(vulnerable, watch);
  const holes = probes.flatMap((probe, i) => {
    // Where a secure side was not seen, nobody knows what it allows.
    if (good.some((facts) => facts.at(i) === undefined)) return [];
    const secureFacts = good.map((facts) => facts[i]);
    const vulnerableFacts = bad.flatMap((facts) => (i < facts.length ? [facts[i]] : []));
    return [holeAt(probe, secureFacts, vulnerableFacts)];
  });
  return withoutByproducts(holes).slice(0, mostProbes);
}

function holeAt(
  probe: Probe,
  secure: readonly (readonly string[])[],
  vulnerable: readonly (readonly string[])[],
): Hole {
  const allowed = new Set(secure.flat());
  const facts = new Set(
    vulnerable.flat().filter((fact) => !allowed.has(fact) && !refusal.test(fact)),
  );
  const wholes = new Set(secure.map(wholeOf));
  const omissions = vulnerable.filter(
    (shown) => shown.every((fact) => allowed.has(fact)) && !wholes.has(wholeOf(shown)),
  );
  return {
    probe,
    facts,
    bounds: boundsOf(allowed, facts),
    omissions: new Set(omissions.map(wholeOf)),
  };
}

/**
 * An error, a stop or an omission is the hole itself only where an exploit shows nothing else of it; in every other
 * family programs show them for many reasons.
 */
function withoutByproducts(holes: readonly Hole[]): Hole[] {
  const tried = holes.filter(({ probe }) => probe.isExploit);
  const isEndTheHole = tried.some(({ facts }) => facts.size > 0 && [...facts].every(isEnd));
  const isOmissionTheHole = tried.some(
    ({ facts, omissions }) => facts.size === 0 && omissions.size > 0,
  );
  return holes
    .map((hole) => ({
      ...hole,
      facts: new Set([...hole.facts].filter((fact) => isEndTheHole || !isEnd(fact))),
      omissions: isOmissionTheHole ? hole.omissions : new Set<string>(),
    }))
    .filter(({ facts, omissions }) => facts.size + omissions.size > 0);
}

async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

/** Goes on behind a probe that stopped the program, a few times; shorter than the probes when it gave up. */
async function observeAll(
  program: string,
  functionName: string,
  probes: readonly Probe[],
  observe: Observe,
): Promise<(readonly string[])[]> {
  const facts: (readonly string[])[] = [];
  for (let stops = 0; stops <= mostStops && facts.length < probes.length; stops++) {
    const seen = await observe(program, functionName, probes.slice(facts.length));
    if (seen === null || seen.length === 0) break;
    facts.push(...seen);
  }
  return facts;
}

function readNumber(fact: string): readonly [what: string, number: number] | null {
  const found = /^(.*) (-?\d+(?:\.\d+)?)$/.exec(fact);
  return found ? [found[1], Number(found[2])] : null;
}

function numbersIn(facts: Iterable<string>): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  for (const fact of facts) {
    const read = readNumber(fact);
    if (read) numbers.set(read[0], [...(numbers.get(read[0]) ?? []), read[1]]);
  }
  return numbers;
}

function boundsOf(allowed: ReadonlySet<string>, facts: ReadonlySet<string>): Map<string, Bound> {
  const bounds = new Map<string, Bound>();
  const good = numbersIn(allowed);
  for (const [what, bad] of numbersIn(facts)) {
    const known = good.get(what) ?? [];
    if (known.length === 0) continue;
    if (Math.min(...bad) > Math.max(...known)) {
      bounds.set(what, { direction: 1, from: Math.min(...bad) });
    } else if (Math.max(...bad) < Math.min(...known)) {
      bounds.set(what, { direction: -1, from: Math.max(...bad) });
    }
  }
  return bounds;
}

function shows({ facts, bounds }: Hole, fact: string): boolean {
  if (facts.has(fact)) return true;
  if (refusal.test(fact)) return false;
  const read = readNumber(fact);
  const bound = read ? bounds.get(read[0]) : undefined;
  return bound !== undefined && read !== null && bound.direction * (read[1] - bound.from) >= 0;
}

/** Holes that a mutant is tried on first: those of the exploits, where most show themselves. */
const firstTried = 6;

/**
 * Runs a program on the probes of the holes until it shows one of them.
 * @param isWorking whether it does its job: of one that does not, an error shows only that it is broken
 * @returns the first witness, or null
 */
export async function findWitness(
  program: string,
  functionName: string,
  holes: readonly Hole[],
  isWorking: boolean,
  observe: Observe,
): Promise<Witness | null> {
  for (const tried of [holes.slice(0, firstTried), holes.slice(firstTried)]) {
    const seen = await observe(
      program,
      functionName,
      tried.map(({ probe }) => probe),
    );
    if (seen === null) break;
    for (const [i, facts] of seen.entries()) {
      const witness = witnessAt(tried[i], facts, isWorking);
      if (witness !== null) return witness;
    }
    // A stop ends the program; what it would show behind it is unknown.
    if (seen.length < tried.length) break;
  }
  return null;
}

function witnessAt(hole: Hole, facts: readonly string[], isWorking: boolean): Witness | null {
  const { args } = hole.probe;
  const fact = facts.find((shown) => (isWorking || !isEnd(shown)) && shows(hole, shown));
  if (fact !== undefined) return { args, fact };
  return hole.omissions.has(wholeOf(facts)) ? { args, fact: `only ${facts.join(', ')}` } : null;
}
