/**
 * Predicates that the rules' queries may use besides tree-sitter's own. Each begins with a capture:
 *
 *   (#input? @x "cleaner")     @x may hold what the caller gave, and went through no call that matches
 *   (#unchecked? @x "test")    no condition that speaks of @x, or of what it is made of, matches
 *   (#value? @x "pattern")     @x matches when its local names are written out (see Flow.valuesOf)
 *   (#function? @x "pattern")  the text of the function around @x matches
 *   (#whole? @x)               @x is no part of a larger expression of its own kind
 *
 * Each may be negated: #not-value? and so on. Patterns are regular expressions, without regard to case
 * in #input? and #unchecked?, where they mostly match names.
 */
import type { Node, QueryPredicate } from 'web-tree-sitter';
import type { Flow } from './flow.ts';

/** Whether a match holds, given its captures by name. */
export type Test = (flow: Flow, captures: ReadonlyMap<string, Node>) => boolean;

type Question = (flow: Flow, node: Node) => boolean;

const questions: Readonly<Record<string, (pattern: string | undefined) => Question>> = {
  input: (pattern) => {
    const cleaner = pattern === undefined ? null : new RegExp(pattern, 'iu');
    return (flow, node) => flow.isInput(node, cleaner);
  },
  unchecked: (pattern) => {
    const test = new RegExp(pattern ?? '', 'iu');
    return (flow, node) => !flow.isChecked(node, test);
  },
  value: (pattern) => {
    const test = new RegExp(pattern ?? '', 'u');
    return (flow, node) => flow.valuesOf(node).some((text) => test.test(text));
  },
  function: (pattern) => {
    const test = new RegExp(pattern ?? '', 'u');
    return (flow, node) => test.test(flow.scopeOf(node).text);
  },
  whole: () => (flow, node) => flow.isWhole(node),
};

/**
 * Reads one predicate of the rule.
 * @throws Error when it is unknown or its operands are of a wrong kind
 */
export function readPredicate(ruleId: string, { operator, operands }: QueryPredicate): Test {
  const [, negation, name] = /^(not-)?(\w+)\?$/u.exec(operator) ?? [];
  const ask = name !== undefined && Object.hasOwn(questions, name) ? questions[name] : undefined;
  const [capture, pattern, ...more] = operands;
  if (
    ask === undefined ||
    capture?.type !== 'capture' ||
    (pattern !== undefined && pattern.type !== 'string') ||
    (pattern === undefined && name !== 'input' && name !== 'whole') ||
    more.length > 0
  ) {
    throw new Error(
      `Rule ${ruleId}: #${operator} is no predicate, or its operands are wrong. Write (#name? @capture "pattern") ` +
        `with a name of ${Object.keys(questions).join(', ')}, or one of tree-sitter's own.`,
    );
  }
  const question = ask(pattern?.value);
  return (flow, captures) => {
    const node = captures.get(capture.name);
    return node !== undefined && question(flow, node) !== (negation !== undefined);
  };
}
