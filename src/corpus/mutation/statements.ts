/** Mutants of whole statements that the repair added: left out, made harmless, moved behind what they guard. */
import { splice, type Code, type Edit } from './codeNodes.ts';

/** Lines [first, last] that together close every bracket they open. */
interface Statement {
  readonly first: number;
  readonly last: number;
  readonly depth: number;
}

/** The brackets a line opens less those it closes, and the lowest level on the way. */
function depthsOf({ nodes, text }: Code, lines: readonly string[]) {
  let offset = 0;
  return lines.map((line) => {
    const [start, end] = [offset, offset + line.length];
    offset = end + 1;
    let depth = 0;
    let lowest = 0;
    for (const [i, node] of nodes.entries()) {
      // The bracket that closes the function has its partner in the prompt.
      const isClosing = node.kind === 'mark' && /^[)\]}]$/.test(node.text);
      if (node.start < start || node.start >= end || (node.partner < 0 && !isClosing)) continue;
      depth += node.partner > i ? 1 : -1;
      lowest = Math.min(lowest, depth);
    }
    return { depth, lowest, isBlank: text.slice(start, end).trim() === '' };
  });
}

function statementsOf(code: Code, lines: readonly string[]): Statement[] {
  const depths = depthsOf(code, lines);
  const statements: Statement[] = [];
  let outer = 0;
  depths.forEach(({ lowest, isBlank }, first) => {
    let level = 0;
    for (let last = first; last < depths.length && lowest >= 0 && !isBlank; last++) {
      if (level + depths[last].lowest < 0) break;
      level += depths[last].depth;
      if (level > 0) continue;
      statements.push({ first, last, depth: outer });
      break;
    }
    outer += depths[first].depth;
  });
  return statements;
}

/** Each statement of a changed block moved out of it, to either side. */
export function* moveOut(code: Code): Iterable<Edit> {
  const lines = code.text.split('\n');
  const statements = statementsOf(code, lines);
  for (const { first, last, depth } of statements) {
    const block = statements.findLast(
      (outer) => outer.depth < depth && outer.first < first && outer.last > last,
    );
    if (!block || !isChanged(code, lines, block.first, block.last)) continue;
    const moved = lines.slice(first, last + 1);
    const rest = [...lines.slice(block.first, first), ...lines.slice(last + 1, block.last + 1)];
    for (const inner of [
      [...moved, ...rest],
      [...rest, ...moved],
    ]) {
      const text = [...lines.slice(0, block.first), ...inner, ...lines.slice(block.last + 1)];
      yield { operator: 'move a statement out', text: text.join('\n') };
    }
  }
}

/** Each statement with an added part left out, and moved behind each later one of its block. */
export function* moveStatements(code: Code): Iterable<Edit> {
  const lines = code.text.split('\n');
  const statements = statementsOf(code, lines);
  for (const [s, { first, last, depth }] of statements.entries()) {
    if (!isChanged(code, lines, first, last)) continue;
    const rest = [...lines.slice(0, first), ...lines.slice(last + 1)];
    yield { operator: 'drop a statement', text: rest.join('\n') };
    for (const later of statements.slice(s + 1)) {
      if (later.first <= last || later.depth > depth) continue;
      if (later.depth < depth) break;
      const moved = [
        ...lines.slice(0, first),
        ...lines.slice(last + 1, later.last + 1),
        ...lines.slice(first, last + 1),
        ...lines.slice(later.last + 1),
      ];
      yield { operator: 'move a statement later', text: moved.join('\n') };
    }
  }
}

function isChanged({ changes }: Code, lines: readonly string[], first: number, last: number) {
  const start = lines.slice(0, first).join('\n').length;
  const end = lines.slice(0, last + 1).join('\n').length;
  return changes.some(
    (place) => place.start <= end && place.end > start && place.end > place.start,
  );
}

/** Added guards that go on: without their return or throw, or with it in an empty block. */
export function* weakenGuards(code: Code): Iterable<Edit> {
  for (const [i, { text, kind, start, end, isAdded }] of code.nodes.entries()) {
    if (kind !== 'name' || !isAdded) continue;
    const before = code.nodes[i - 1]?.text;
    if ((text === 'return' || text === 'throw') && (before === ')' || before === '{')) {
      yield { operator: 'guard that goes on', text: splice(code.text, start, end, 'void') };
    }
    if (text === 'continue' || text === 'break') {
      yield { operator: 'guard that goes on', text: splice(code.text, start, end, '') };
      if (text === 'continue') {
        yield { operator: 'guard that ends early', text: splice(code.text, start, end, 'break') };
      }
    }
  }
}
