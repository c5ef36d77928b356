/** How much, how often, how long. */
import type { Rule } from '../../rule.ts';

export const limitRules: readonly Rule[] = [
  {
    id: 'javascript-unlimited-repeat',
    cwe: 'CWE-400',
    language: 'javascript',
    title: 'Output without a limit',
    why: 'A large number in the input makes a text that fills the memory; take Math.min of it and a limit.',
    query: String.raw`
      ((call_expression
        function: (member_expression property: (property_identifier) @f)
        arguments: (arguments . (_) @count)) @finding
        (#any-of? @f "repeat" "padStart" "padEnd")
        (#input? @count "min|clamp")
        (#unchecked? @count "[<>]"))`,
    cases: {
      match: [
        `function line(count) { return "-".repeat(count); }`,
        `app.get('/', (req, res) => res.send("*".repeat(Number(req.query.n))));`,
        `function pad(text, width) { const wanted = width * 2; return text.padEnd(wanted); }`,
      ],
      clean: [
        `function line(count) { return "-".repeat(Math.min(count, 80)); }`,
        `function line(count) { if (count > 80) return ""; return "-".repeat(count); }`,
        `function indent() { return " ".repeat(4); }`,
        `function under(title) { return "=".repeat(title.length); }`,
      ],
    },
  },
  {
    id: 'javascript-unlimited-amount',
    cwe: 'CWE-770',
    language: 'javascript',
    title: 'As much as the caller asks for',
    why: 'One request can ask for everything at once; take Math.min of the number and a limit.',
    query: String.raw`
      ((pair key: (_) @key value: (_) @count) @finding
        (#match? @key "^[\"']?(limit|take|top|pageSize|perPage|per_page|maxResults)[\"']?$")
        (#input? @count "min|clamp")
        (#unchecked? @count "[<>]|min\\("))
      ((object (shorthand_property_identifier) @count) @finding
        (#match? @count "^(limit|take|top|pageSize|perPage|per_page|maxResults)$")
        (#input? @count "min|clamp")
        (#unchecked? @count "[<>]|min\\("))
      ((assignment_expression
        left: (member_expression property: (property_identifier) @key) right: (_) @count) @finding
        (#match? @key "^(limit|take|top|pageSize|perPage|maxResults)$")
        (#input? @count "min|clamp")
        (#unchecked? @count "[<>]|min\\("))
      ((call_expression function: (_) @f arguments: (arguments . (_) @count)) @finding
        (#match? @f "^(Buffer\\.alloc(Unsafe)?|Array)$")
        (#input? @count "min|clamp")
        (#unchecked? @count "[<>]|min\\("))
      ((new_expression constructor: (identifier) @f arguments: (arguments . [(identifier) (binary_expression) (member_expression)] @count .)) @finding
        (#match? @f "^(Array|ArrayBuffer)$")
        (#input? @count "min|clamp")
        (#unchecked? @count "[<>]|min\\("))`,
    cases: {
      match: [
        `function page(store, count) { return store.list("books", { limit: count }); }`,
        `function page(store, count) { const limit = count || 20; return store.list({ limit }); }`,
        `function make(size) { return Buffer.alloc(size); }`,
        `function page(store, count) { const query = {}; query.limit = count; return store.list(query); }`,
      ],
      clean: [
        `function page(store, count) { return store.list("books", { limit: Math.min(count, 100) }); }`,
        `function page(store, count) { let limit = count; if (limit > 100) limit = 100; return store.list({ limit }); }`,
        `function make() { return Buffer.alloc(16); }`,
        `function page(store) { return store.list({ limit: 20 }); }`,
        `function copy(list) { return new Array(list.length); }`,
      ],
    },
  },
  {
    id: 'javascript-slow-pattern',
    cwe: 'CWE-1333',
    language: 'javascript',
    title: 'Regular expression that can take for ever',
    why: 'A repetition inside a repetition can be tried in more ways than can be counted; let each part begin with a mark that no other part matches.',
    query: String.raw`
      ((regex pattern: (regex_pattern) @pattern) @finding
        (#match? @pattern "\\((\\?:)?\\(?(\\?:)?(\\[[^\\]]*\\]|\\\\.|[^\\\\()\\[\\]])[+*]\\)?(\\[[^\\]]*\\][?*]|\\\\?[^\\\\()][?*])?\\)[+*{]"))
      ((new_expression constructor: (identifier) @f arguments: (arguments . (_) @pattern)) @finding
        (#eq? @f "RegExp")
        (#input? @pattern "escape|replace|quote"))`,
    cases: {
      match: [
        'const isName = /^([A-Z]+,?)+$/.test(name);',
        'const isWord = /^(\\w+\\s?)*$/.test(text);',
        'const isA = /(a+)+b/.test(text);',
        'const found = text.match(/^(([a-z]+),?)+$/);',
        `function has(text, word) { return new RegExp(word).test(text); }`,
      ],
      clean: [
        'const isName = /^[A-Z]+(,[A-Z]+)*$/.test(name);',
        'const isPath = /^(\\/\\w+)+$/.test(text);',
        'const isHex = /^[0-9a-f]+$/.test(text);',
        `function has(text, word) { return new RegExp(escapeRegExp(word)).test(text); }`,
      ],
    },
  },
  {
    id: 'javascript-wrapped-product',
    cwe: 'CWE-190',
    language: 'javascript',
    title: 'Product that wraps at 32 bits',
    why: 'The product is cut to 32 bits and may come out small or negative, so that a check of it passes; leave it a number.',
    query: String.raw`
      ((binary_expression
        left: (parenthesized_expression (binary_expression
          left: [(identifier) (member_expression)] operator: "*" right: [(identifier) (member_expression)])) @product
        operator: ["|" ">>>" ">>"]
        right: (number) @zero) @finding
        (#eq? @zero "0")
        (#input? @product "charCodeAt|codePointAt"))
      ((call_expression function: (_) @f arguments: (arguments . [(identifier) (member_expression)] . [(identifier) (member_expression)] .) @given) @finding
        (#eq? @f "Math.imul")
        (#input? @given "charCodeAt|codePointAt")
        (#not-function? @finding "hash|Hash|seed|charCodeAt|random|>>> ?1[0-9]"))
      ((call_expression function: (_) @f arguments: (arguments . (binary_expression operator: "*") @product)) @finding
        (#match? @f "^(Uint|Int)(8|16|32)Array\\.of$")
        (#input? @product "charCodeAt|codePointAt"))`,
    cases: {
      match: [
        `function bytes(count, each) { const need = (count * each) | 0; return need > 100 ? 0 : need; }`,
        `function bytes(count, each) { if ((count * each) >>> 0 > 1000) return 0; return count * each; }`,
        `function bytes(count, each) { return Math.imul(count, each); }`,
      ],
      clean: [
        `function bytes(count, each) { return count * each; }`,
        `function hash(text) { let h = 0; for (const c of text) h = (h * 31 + c.charCodeAt(0)) | 0; return h; }`,
        `function half(count) { return (count / 2) | 0; }`,
        `function hash(h, c) { return Math.imul(h ^ c, 16777619); }`,
      ],
    },
  },
];
