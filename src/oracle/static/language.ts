/** What the rules need to know of a language: names, calls, and where values come from. */
import type { LanguageName } from './rule.ts';

/** Node types and queries of one grammar. */
export interface LanguageProfile {
  readonly name: LanguageName;
  /**
   * What may stand around a fragment to make it a program, tried in order until one parses. The
   * first is nothing.
   */
  readonly wraps: readonly { readonly before: string; readonly after: string }[];
  readonly functions: ReadonlySet<string>;
  /** Node types of names that stand for values. */
  readonly identifiers: readonly string[];
  readonly calls: ReadonlySet<string>;
  /** Field that holds the owner, by node type: of a.b and of a[b]. */
  readonly owners: Readonly<Record<string, string>>;
  /** Field that holds a mere label written like a name, by node type. */
  readonly labels: Readonly<Record<string, string>>;
  /** Nodes whose value is a truth value, or which hide what they hold. */
  readonly opaque: ReadonlySet<string>;
  readonly comparisons: ReadonlySet<string>;
  /** Node type of "a if c else b"; its condition gives no part of the value. */
  readonly choice: string;
  /** Members that are plain numbers. */
  readonly counts: ReadonlySet<string>;
  /** Functions whose result still holds what they were given; any other may have checked it. */
  readonly carriers: ReadonlySet<string>;
  /** Names that stand for input without being a parameter. */
  readonly sources: ReadonlySet<string>;
  /**
   * Captures @parameters; @to with @from for what is set from what, and @method when only added to; @condition for what decides
   * a branch; @guard for a call that is there to check its arguments.
   */
  readonly facts: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const javascript: LanguageProfile = {
  name: 'javascript',
  wraps: [
    { before: '', after: '' },
    { before: 'async function* f() {\n', after: '\n}' },
    { before: 'class A {\n', after: '\n}' },
    { before: '({\n', after: '\n})' },
  ],
  functions: words(
    'function_declaration generator_function_declaration function_expression generator_function arrow_function method_definition',
  ),
  identifiers: ['identifier', 'shorthand_property_identifier'],
  calls: words('call_expression new_expression'),
  owners: { member_expression: 'object', subscript_expression: 'object' },
  labels: {},
  opaque: words('regex comment'),
  comparisons: words('== === != !== < > <= >= in instanceof ! typeof void delete'),
  choice: 'ternary_expression',
  counts: words('length size byteLength'),
  carriers: words(
    'String join resolve normalize basename concat decodeURIComponent decodeURI unescape URL URLSearchParams from format Object assign freeze toString Number parseInt parseFloat',
  ),
  sources: words('req request ctx'),
  facts: `
    (variable_declarator name: (_) @to value: (_) @from)
    (assignment_expression left: (_) @to right: (_) @from)
    (augmented_assignment_expression left: (_) @to right: (_) @from)
    (for_in_statement left: (_) @to right: (_) @from)
    ((call_expression
      function: (member_expression object: (identifier) @to property: (_) @method)
      arguments: (arguments (_) @from))
      (#any-of? @method "push" "unshift"))
    (formal_parameters) @parameters
    (arrow_function parameter: (identifier) @parameters)
    (if_statement condition: (_) @condition)
    (while_statement condition: (_) @condition)
    (for_statement condition: (_) @condition)
    (ternary_expression condition: (_) @condition)
    (binary_expression left: (_) @condition operator: ["&&" "||"])
    (switch_statement value: (_) @condition)
    ((expression_statement (call_expression function: (_) @callee) @guard)
      (#match? @callee "^(\\\\w+\\\\.)*_?(assert|check|validate|ensure|verify|require)[A-Z0-9]?\\\\w*$"))
    ((expression_statement (await_expression (call_expression function: (_) @callee) @guard))
      (#match? @callee "^(\\\\w+\\\\.)*_?(assert|check|validate|ensure|verify|require)[A-Z0-9]?\\\\w*$"))`,
};

const python: LanguageProfile = {
  name: 'python',
  wraps: [
    { before: '', after: '' },
    { before: 'if 1:\n', after: '' },
  ],
  functions: words('function_definition lambda'),
  identifiers: ['identifier'],
  calls: words('call'),
  owners: { attribute: 'object', subscript: 'value' },
  labels: { attribute: 'attribute', keyword_argument: 'name' },
  opaque: words('comment comparison_operator not_operator'),
  comparisons: words(''),
  choice: 'conditional_expression',
  counts: words('__len__'),
  carriers: words(
    'str bytes join format encode decode normpath abspath realpath expanduser Path unquote int float list tuple dict',
  ),
  sources: words('request argv input environ'),
  facts: `
    (assignment left: (_) @to right: (_) @from)
    (augmented_assignment left: (_) @to right: (_) @from)
    ((call
      function: (attribute object: (identifier) @to attribute: (_) @method)
      arguments: (argument_list (_) @from))
      (#any-of? @method "append" "extend"))
    (for_statement left: (_) @to right: (_) @from)
    (for_in_clause left: (_) @to right: (_) @from)
    (as_pattern (_) @from alias: (_) @to)
    (named_expression name: (_) @to value: (_) @from)
    (parameters) @parameters
    (lambda_parameters) @parameters
    (if_statement condition: (_) @condition)
    (elif_clause condition: (_) @condition)
    (while_statement condition: (_) @condition)
    (conditional_expression (_) . (_) @condition . (_))
    (assert_statement (_) @condition)
    ((expression_statement (call function: (_) @callee) @guard)
      (#match? @callee "(^|\\\\.)_*(check|validate|ensure|verify|require|assert)"))`,
};

const c: LanguageProfile = {
  name: 'c',
  wraps: [
    { before: '', after: '' },
    { before: 'void f(void) {\n', after: '\n}' },
  ],
  functions: words('function_definition'),
  identifiers: ['identifier'],
  calls: words('call_expression'),
  owners: { field_expression: 'argument', subscript_expression: 'argument' },
  labels: {},
  opaque: words('comment sizeof_expression'),
  comparisons: words('== != < > <= >= && || !'),
  choice: 'conditional_expression',
  counts: words('len length size count'),
  carriers: words('strdup strndup getenv strtok strchr strrchr strstr basename dirname'),
  sources: words('argv optarg'),
  facts: `
    (init_declarator declarator: (_) @to value: (_) @from)
    (assignment_expression left: (_) @to right: (_) @from)
    (parameter_list) @parameters
    (if_statement condition: (_) @condition)
    (while_statement condition: (_) @condition)
    (do_statement condition: (_) @condition)
    (for_statement condition: (_) @condition)
    (conditional_expression condition: (_) @condition)
    ((call_expression function: (identifier) @method arguments: (argument_list . (_) @to (_) @from))
      (#any-of? @method "strcpy" "strcat" "strncpy" "strncat" "sprintf" "snprintf" "memcpy" "strlcpy"))`,
};

export const profiles: Readonly<Record<LanguageName, LanguageProfile>> = { javascript, python, c };
