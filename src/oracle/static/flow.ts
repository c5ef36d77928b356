/**
 * Where values come from, within the outermost function around a place: which names are parameters,
 * what was set from what, and which conditions were asked. Names, not variables: a name that is used
 * for two things in one function counts as one.
 */
import type { Node, Query } from 'web-tree-sitter';
import type { LanguageProfile } from './language.ts';

/** isWhole: the name itself was set; else a part of what it stands for. */
interface Assigned {
  readonly value: Node;
  readonly isWhole: boolean;
}

const wholeValues = (values: readonly Assigned[]) => values.filter(({ isWhole }) => isWhole);

interface ScopeFacts {
  readonly parameters: ReadonlySet<string>;
  /** What each name was set from. */
  readonly assigned: ReadonlyMap<string, readonly Assigned[]>;
  readonly conditions: readonly Node[];
  readonly guards: readonly Node[];
}

/** Far above what code written by people needs; counted in nodes, so the same on every machine. */
const mostSteps = 300_000;

/** Asked too much about one code, which happens with expressions of thousands of parts. */
export class TooManySteps extends Error {
  override readonly name = 'TooManySteps';
}

/**
 * Questions about the nodes of one tree. Facts of a function are read once.
 * Each may throw TooManySteps.
 */
export class Flow {
  private steps = 0;
  private readonly inner = new Set<number>();
  private readonly scopes = new Map<number, ScopeFacts>();

  constructor(
    private readonly profile: LanguageProfile,
    private readonly factQuery: Query,
  ) {}

  /**
   * Whether the node is no part of a larger expression of its own type. Matches come from the
   * outside in, so a part is known by then; asking a node for its parent walks down from the root.
   */
  isWhole(node: Node): boolean {
    for (const part of node.namedChildren) if (part.type === node.type) this.inner.add(part.id);
    return !this.inner.has(node.id);
  }

  /** The outermost function around the node, or the whole program. */
  scopeOf(node: Node): Node {
    let scope = node;
    let top = node;
    for (let up: Node | null = node; up !== null; up = up.parent) {
      this.countSteps(1);
      if (this.profile.functions.has(up.type)) scope = up;
      top = up;
    }
    return this.profile.functions.has(scope.type) ? scope : top;
  }

  /**
   * The expression as it would read with its local names written out: one text for each value that
   * a name may have, then what was set within it or added to it, such as "options.secure = true".
   */
  valuesOf(node: Node): string[] {
    const facts = this.factsOf(node);
    const whole = this.isName(node) ? wholeValues(facts.assigned.get(node.text) ?? []) : [];
    const alternatives = whole.length > 0 ? whole.map(({ value }) => value) : [node];
    const met = new Set(this.isName(node) ? [node.text] : []);
    const texts = alternatives.map((value) => this.writeOut(value, facts, met));
    for (const name of met) {
      for (const { value, isWhole } of facts.assigned.get(name) ?? []) {
        if (!isWhole) texts.push(value.parent?.text ?? value.text);
      }
    }
    return texts;
  }

  /** @param met gets the names that were written out, and keeps a name from being so within itself */
  private writeOut(node: Node, facts: ScopeFacts, met: Set<string>): string {
    let text = '';
    let at = node.startIndex;
    for (const part of this.nameNodesIn(node)) {
      const values = facts.assigned.get(part.text) ?? [];
      const whole = wholeValues(values);
      if (met.has(part.text) || values.length === 0 || facts.parameters.has(part.text)) continue;
      met.add(part.text);
      if (whole.length !== 1) continue;
      text += node.text.slice(at - node.startIndex, part.startIndex - node.startIndex);
      text += this.writeOut(whole[0].value, facts, met);
      at = part.endIndex;
    }
    return text + node.text.slice(at - node.startIndex);
  }

  /**
   * Whether the value may hold what a caller gave: it is made of a parameter (or a source, such as
   * req), directly or through names, and went through no call that matches `cleaner` and no
   * function that is unknown.
   */
  isInput(node: Node, cleaner: RegExp | null): boolean {
    const facts = this.factsOf(node);
    const isSource = (name: string) => facts.parameters.has(name) || this.profile.sources.has(name);
    const seen = new Set<string>();
    const pending = [node];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const name of this.carriedNames(next, cleaner)) {
        if (seen.has(name)) continue;
        seen.add(name);
        const values = facts.assigned.get(name) ?? [];
        // name = clean(name): from here on the parameter is what the function made of it.
        const isCleaned =
          isSource(name) &&
          values.some(
            ({ value }) =>
              this.mentions(value, name) && !this.carriedNames(value, cleaner).includes(name),
          );
        if (isCleaned) continue;
        if (isSource(name)) return true;
        pending.push(...values.map(({ value }) => value));
      }
    }
    return false;
  }

  /**
   * Whether a condition that speaks of the value, or of what it was made of, matches; or a call is
   * there whose name says that it checks.
   */
  isChecked(node: Node, test: RegExp): boolean {
    const facts = this.factsOf(node);
    const related = this.relatedNames(node, facts);
    const isRelated = (condition: Node) => this.namesIn(condition).some((n) => related.has(n));
    return (
      facts.guards.some(isRelated) ||
      facts.conditions.some(
        (condition) => isRelated(condition) && this.valuesOf(condition).some((t) => test.test(t)),
      )
    );
  }

  /** Names in the value, those it was set from, and those set from any of them. */
  private relatedNames(node: Node, { assigned }: ScopeFacts): ReadonlySet<string> {
    const related = new Set<string>();
    const pending = this.namesIn(node);
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (related.has(name)) continue;
      related.add(name);
      for (const { value } of assigned.get(name) ?? []) pending.push(...this.namesIn(value));
    }
    for (const [name, values] of assigned) {
      if (values.some(({ value }) => this.namesIn(value).some((n) => related.has(n)))) {
        related.add(name);
      }
    }
    return related;
  }

  private factsOf(node: Node): ScopeFacts {
    const scope = this.scopeOf(node);
    const known = this.scopes.get(scope.id);
    if (known !== undefined) return known;
    const parameters = new Set<string>();
    const assigned = new Map<string, Assigned[]>();
    const conditions: Node[] = [];
    const guards: Node[] = [];
    for (const { captures } of this.factQuery.matches(scope)) {
      const nodes = Object.fromEntries(captures.map(({ name, node }) => [name, node]));
      if (nodes['parameters']) {
        for (const name of this.boundNames(nodes['parameters'])) parameters.add(name);
      }
      if (nodes['to'] && nodes['from']) {
        const isWhole = !(nodes['to'].type in this.profile.owners) && !nodes['method'];
        for (const name of this.boundNames(nodes['to'])) {
          const value = { value: nodes['from'], isWhole };
          assigned.set(name, [...(assigned.get(name) ?? []), value]);
        }
      }
      if (nodes['condition']) conditions.push(nodes['condition']);
      if (nodes['guard']) guards.push(nodes['guard']);
    }
    const facts = { parameters, assigned, conditions, guards };
    this.scopes.set(scope.id, facts);
    return facts;
  }

  private countSteps(count: number): void {
    this.steps += count;
    if (this.steps > mostSteps) throw new TooManySteps();
  }

  private isName(node: Node): boolean {
    return this.profile.identifiers.includes(node.type);
  }

  private boundNames(node: Node): string[] {
    const patterns = node.descendantsOfType('shorthand_property_identifier_pattern');
    return [...this.nameNodesIn(node), ...patterns].map(({ text }) => text);
  }

  /** Nodes of names that stand for values, the node itself included; not those of members. */
  private nameNodesIn(node: Node): Node[] {
    const names = node.descendantsOfType([...this.profile.identifiers]);
    this.countSteps(1 + names.length);
    const { labels } = this.profile;
    if (Object.keys(labels).length === 0) return names;
    return names.filter((name) => {
      const field = labels[name.parent?.type ?? ''];
      return field === undefined || name.parent?.childForFieldName(field)?.id !== name.id;
    });
  }

  private namesIn(node: Node): string[] {
    return this.nameNodesIn(node).map(({ text }) => text);
  }

  private mentions(node: Node, name: string): boolean {
    return this.namesIn(node).includes(name);
  }

  /** Names whose value goes into the value of the expression. */
  private carriedNames(expression: Node, cleaner: RegExp | null): string[] {
    const names: string[] = [];
    const pending = [expression];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      this.countSteps(1);
      if (this.isName(node)) names.push(node.text);
      else pending.push(...this.carryingParts(node, cleaner));
    }
    return names;
  }

  private carryingParts(node: Node, cleaner: RegExp | null): Node[] {
    const { functions, opaque, calls, owners, comparisons, choice, counts } = this.profile;
    if (functions.has(node.type) || opaque.has(node.type)) return [];
    if (calls.has(node.type)) return this.carryingPartsOfCall(node, cleaner);
    const field = owners[node.type];
    if (field !== undefined) {
      const owner = node.childForFieldName(field);
      const isCount = counts.has(node.lastNamedChild?.text ?? '');
      return owner === null || isCount ? [] : [owner];
    }
    const operator = node.childForFieldName('operator');
    if (operator !== null && comparisons.has(operator.text)) return [];
    if (node.type === choice) {
      const condition = node.childForFieldName('condition') ?? node.namedChild(1);
      return node.namedChildren.filter((child) => child.id !== condition?.id);
    }
    return node.namedChildren;
  }

  private carryingPartsOfCall(call: Node, cleaner: RegExp | null): Node[] {
    const callee = call.childForFieldName('function') ?? call.childForFieldName('constructor');
    if (callee === null || cleaner?.test(callee.text) === true) return [];
    const field = this.profile.owners[callee.type];
    const owner = field === undefined ? null : callee.childForFieldName(field);
    const name = /[\p{ID_Continue}$]+$/u.exec(callee.text)?.[0] ?? '';
    const given = this.profile.carriers.has(name) ? call.childForFieldName('arguments') : null;
    return [owner, given].filter((part) => part !== null);
  }
}
