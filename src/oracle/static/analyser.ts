/** Static findings: code goes in, the places that a rule takes for a weakness come out. */
import { Parser, Query, type Language, type Node } from 'web-tree-sitter';
import type { Finding } from '../../core/finding.ts';
import { Flow, TooManySteps } from './flow.ts';
import { parseFragment } from './fragment.ts';
import { profiles } from './language.ts';
import { readPredicate, type Test } from './predicates.ts';
import type { LanguageName, Rule } from './rule.ts';
import { rules as allRules } from './rules.ts';

export interface StaticParts {
  /** Loads tree-sitter itself; called once before any grammar. */
  readonly start: () => Promise<void>;
  readonly loadGrammar: (name: LanguageName) => Promise<Language>;
}

export interface Analyser {
  /** Gets a language ready. Rejects when its files cannot be loaded, or a rule cannot be read. */
  load(language: LanguageName): Promise<void>;
  /**
   * Findings in order of their start. A language is loaded when it is first needed. Of a code that
   * asks for too many steps (see flow.ts) only those that were made by then.
   */
  findingsIn(code: string, language: LanguageName): Promise<Finding[]>;
}

interface Pattern {
  readonly rule: Rule;
  readonly tests: readonly Test[];
}

interface Ready {
  readonly parser: Parser;
  /** The patterns of all rules in one query: one walk over the tree instead of one per rule. */
  readonly query: Query;
  readonly patterns: readonly Pattern[];
  readonly facts: Query;
}

/** An analyser with these rules; the product's own by default. */
export function createAnalyser(parts: StaticParts, rules: readonly Rule[] = allRules): Analyser {
  let started: Promise<void> | null = null;
  const ready = new Map<LanguageName, Promise<Ready>>();
  const start = async (language: LanguageName) => {
    started ??= parts.start();
    await started;
    const own = rules.filter((rule) => rule.language === language);
    return prepare(await parts.loadGrammar(language), language, own);
  };
  const load = async (language: LanguageName): Promise<Ready> => {
    const loading = ready.get(language) ?? start(language);
    ready.set(language, loading);
    try {
      return await loading;
    } catch (error) {
      // The next call tries again.
      started = null;
      ready.delete(language);
      throw error;
    }
  };
  return {
    load: async (language) => void (await load(language)),
    findingsIn: async (code, language) => analyse(await load(language), code, language),
  };
}

function prepare(grammar: Language, language: LanguageName, rules: readonly Rule[]): Ready {
  const parser = new Parser();
  parser.setLanguage(grammar);
  const query = readQuery(grammar, rules);
  let rule = 0;
  let end = bytesOf(rules[0]?.query ?? '');
  const patterns = Array.from({ length: query.patternCount() }, (_, i): Pattern => {
    while (query.startIndexForPattern(i) > end) end += bytesOf(`\n${rules[++rule].query}`);
    const tests = query.predicatesForPattern(i).map((p) => readPredicate(rules[rule].id, p));
    return { rule: rules[rule], tests };
  });
  return { parser, query, patterns, facts: new Query(grammar, profiles[language].facts) };
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** Reading each query alone takes as long again, so that is done only to name the one at fault. */
function readQuery(grammar: Language, rules: readonly Rule[]): Query {
  try {
    return new Query(grammar, rules.map(({ query }) => query).join('\n'));
  } catch (error) {
    for (const rule of rules) {
      try {
        new Query(grammar, rule.query).delete();
      } catch (cause) {
        throw new Error(`The query of rule ${rule.id} cannot be read.`, { cause });
      }
    }
    throw error;
  }
}

interface Candidate {
  readonly pattern: Pattern;
  readonly captures: ReadonlyMap<string, Node>;
  readonly start: number;
  readonly end: number;
}

/** What the query matches before the house predicates are asked, from the outside in. */
function candidatesIn({ query, patterns }: Ready, root: Node): Candidate[] {
  const candidates = query.matches(root).map(({ patternIndex, captures: all }): Candidate => {
    const captures = new Map<string, Node>(all.map(({ name, node }) => [name, node]));
    const pattern = patterns[patternIndex];
    const place = captures.get('finding');
    if (place === undefined) throw new Error(`Rule ${pattern.rule.id} captures no @finding.`);
    return { pattern, captures, start: place.startIndex, end: place.endIndex };
  });
  return candidates.sort((a, b) => a.start - b.start || b.end - a.end);
}

function analyse(ready: Ready, code: string, language: LanguageName): Finding[] {
  const profile = profiles[language];
  const { tree, shift } = parseFragment(ready.parser, code, profile);
  const findings: Finding[] = [];
  try {
    const flow = new Flow(profile, ready.facts);
    for (const { pattern, captures, start, end } of candidatesIn(ready, tree.rootNode)) {
      const { rule, tests } = pattern;
      const finding: Finding = {
        rule: rule.id,
        cwe: rule.cwe,
        // Indices of web-tree-sitter are UTF-16 code units, as those of a JavaScript string.
        start: Math.max(0, start - shift),
        end: Math.min(code.length, end - shift),
        message: rule.why,
      };
      // Such as the left half of a long sum of texts.
      const isInside = findings.some((f) => f.rule === rule.id && f.end >= finding.end);
      if (!isInside && tests.every((test) => test(flow, captures))) findings.push(finding);
    }
    return findings;
  } catch (error) {
    if (error instanceof TooManySteps) return findings;
    throw error;
  } finally {
    tree.delete();
  }
}
