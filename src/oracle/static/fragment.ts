/** Parses a whole program or a fragment of one. */
import type { Parser, Tree } from 'web-tree-sitter';
import type { LanguageProfile } from './language.ts';

/** The tree and how many UTF-16 code units were put in front of the code. Its owner deletes the tree. */
export interface ParsedFragment {
  readonly tree: Tree;
  readonly shift: number;
  /** Characters inside syntax errors, and one for each token that the parser had to invent. */
  readonly errors: number;
}

function errorSize({ rootNode }: Tree): number {
  if (!rootNode.hasError) return 0;
  let size = 0;
  const pending = [rootNode];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.isMissing) size += 1;
    else if (node.isError) size += 1 + node.endIndex - node.startIndex;
    else if (node.hasError) pending.push(...node.children);
  }
  return size;
}

/**
 * The code as it is when that parses; else with what makes a body or a method a program around it,
 * whichever leaves the fewest errors. An error is no proof of invalid code: of whole C functions as
 * published two in five have one, because macros are not known. So errors never refuse a code.
 */
export function parseFragment(
  parser: Parser,
  code: string,
  { wraps }: Pick<LanguageProfile, 'wraps'>,
): ParsedFragment {
  let best: ParsedFragment | null = null;
  for (const { before, after } of wraps) {
    const tree = parser.parse(before + code + after);
    if (tree === null) throw new Error('The parser has no language; set one before parsing.');
    const errors = errorSize(tree);
    if (best !== null && best.errors <= errors) {
      tree.delete();
      continue;
    }
    best?.tree.delete();
    best = { tree, shift: before.length, errors };
    if (errors === 0) break;
  }
  if (best === null) throw new Error('A language needs at least one wrap, the empty one.');
  return best;
}
