/** What a code declares: its functions with their names, parameters and whether they do anything. */
import { Parser, type Language, type Node } from 'web-tree-sitter';
import type { StaticParts } from './analyser.ts';
import { parseFragment } from './fragment.ts';
import { profiles } from './language.ts';
import type { LanguageName } from './rule.ts';

export interface FunctionOutline {
  readonly name: string;
  /** As written, brackets included. */
  readonly parameters: string;
  /** UTF-16 code units [start, end) of the whole function. */
  readonly start: number;
  readonly end: number;
  /** Its body is empty, throws, or returns a constant, and does nothing else. */
  readonly isTrivial: boolean;
}

export interface Outline {
  /** Characters inside syntax errors, and one for each token that had to be invented. */
  readonly errors: number;
  /** Functions with a name, from the outside in, in order. */
  readonly functions: readonly FunctionOutline[];
}

export interface Outliner {
  /** Rejects when the grammar cannot be loaded. */
  outlineOf(code: string, language: LanguageName): Promise<Outline>;
}

/** Reads outlines; a language is loaded when it is first needed. */
export function createOutliner(parts: StaticParts): Outliner {
  const parsers = new Map<LanguageName, Promise<Parser>>();
  let started: Promise<void> | null = null;
  const load = async (language: LanguageName): Promise<Parser> => {
    started ??= parts.start();
    await started;
    return parserOf(await parts.loadGrammar(language));
  };
  const parserFor = async (language: LanguageName): Promise<Parser> => {
    const loading = parsers.get(language) ?? load(language);
    parsers.set(language, loading);
    try {
      return await loading;
    } catch (error) {
      // The next call tries again.
      started = null;
      parsers.delete(language);
      throw error;
    }
  };
  return {
    outlineOf: async (code, language) => outline(await parserFor(language), code, language),
  };
}

function parserOf(grammar: Language): Parser {
  const parser = new Parser();
  parser.setLanguage(grammar);
  return parser;
}

function outline(parser: Parser, code: string, language: LanguageName): Outline {
  const profile = profiles[language];
  const { tree, shift, errors } = parseFragment(parser, code, profile);
  try {
    const functions = tree.rootNode
      .descendantsOfType([...profile.functions])
      .flatMap((node): FunctionOutline[] => {
        const name = nameOf(node);
        const parameters = parametersOf(node);
        // What was put around a fragment is no function of it.
        if (name === null || parameters === null || node.startIndex < shift) return [];
        return [
          {
            name,
            parameters: parameters.text,
            start: node.startIndex - shift,
            end: Math.min(code.length, node.endIndex - shift),
            isTrivial: isTrivial(node.childForFieldName('body')),
          },
        ];
      });
    return { errors, functions };
  } finally {
    tree.delete();
  }
}

/** Where a function without a name of its own is put: the field with the name, by the type of its parent. */
const holders: Readonly<Record<string, string>> = {
  variable_declarator: 'name',
  assignment_expression: 'left',
  pair: 'key',
  field_definition: 'property',
};

function nameOf(node: Node): string | null {
  const own = node.childForFieldName('name');
  if (own) return own.text;
  const declarator = declaratorOf(node);
  if (declarator) return declarator.childForFieldName('declarator')?.text ?? null;
  const field = node.parent && holders[node.parent.type];
  return (field && node.parent?.childForFieldName(field)?.text) || null;
}

/** Of a function in C, inside the stars of its type. */
function declaratorOf(node: Node): Node | null {
  let found = node.childForFieldName('declarator');
  while (found && found.type !== 'function_declarator') {
    found = found.childForFieldName('declarator');
  }
  return found;
}

function parametersOf(node: Node): Node | null {
  return (
    node.childForFieldName('parameters') ??
    node.childForFieldName('parameter') ??
    declaratorOf(node)?.childForFieldName('parameters') ??
    null
  );
}

const leaving = new Set(['return_statement', 'throw_statement', 'raise_statement']);
const nothing = new Set(['comment', 'empty_statement', 'pass_statement']);
/** Names that stand for constants. */
const constants = new Set(['undefined', 'NaN', 'Infinity', 'NULL', 'None']);
const values = [
  ...['identifier', 'call', 'call_expression', 'new_expression', 'await_expression', 'await'],
  ...['yield_expression', 'yield', 'member_expression', 'shorthand_property_identifier'],
];

const isConstant = (node: Node) =>
  node.descendantsOfType(values).every(({ text }) => constants.has(text));

function isTrivial(body: Node | null): boolean {
  if (body === null) return true;
  // The value of an arrow function without braces.
  if (!/^(statement_block|compound_statement|block)$/u.test(body.type)) return isConstant(body);
  return body.namedChildren.every((statement) => {
    if (statement === null || nothing.has(statement.type)) return true;
    if (statement.type === 'expression_statement') {
      // A text alone, such as a description.
      return statement.namedChildren.every((child) => child?.type === 'string');
    }
    if (!leaving.has(statement.type)) return false;
    return statement.type !== 'return_statement' || isConstant(statement);
  });
}
