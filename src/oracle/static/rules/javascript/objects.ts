/** Input that chooses fields, functions and classes. */
import type { Rule } from '../../rule.ts';

export const objectRules: readonly Rule[] = [
  {
    id: 'javascript-prototype-key',
    cwe: 'CWE-1321',
    language: 'javascript',
    title: 'Input names a prototype',
    why: 'With "__proto__" as the name, every object of the program is changed; check with Object.hasOwn, or use a Map.',
    query: String.raw`
      ((assignment_expression left: [
          (member_expression object: (subscript_expression index: (_) @key))
          (subscript_expression object: (subscript_expression index: (_) @key))]) @finding
        (#not-match? @key "^(\\d+|[a-z]|[iI]dx|\\w*[iI]ndex|pos|row|col)$")
        (#input? @key "number|parseInt")
        (#unchecked? @key "hasOwn|__proto__|has\\(|includes|test\\(|[!=]==\\s*[\"']\\w")
        (#not-function? @key "Object\\.create\\(null\\)|new Map\\("))
      ((statement_block
        (lexical_declaration (variable_declarator
          name: (identifier) @entry value: (subscript_expression index: (_) @key)))
        [(expression_statement (assignment_expression left: [
            (member_expression object: (identifier) @used)
            (subscript_expression object: (identifier) @used)]) @finding)
         (if_statement consequence: (expression_statement (assignment_expression left: [
            (member_expression object: (identifier) @used)
            (subscript_expression object: (identifier) @used)]) @finding))])
        (#eq? @entry @used)
        (#not-match? @key "^(\\d+|[a-z]|[iI]dx|\\w*[iI]ndex|pos|row|col)$")
        (#input? @key "number|parseInt")
        (#unchecked? @key "hasOwn|__proto__|has\\(|includes|test\\(|[!=]==\\s*[\"']\\w")
        (#not-function? @key "Object\\.create\\(null\\)|new Map\\("))
      ((call_expression function: (identifier) @f
        arguments: (arguments
          (subscript_expression index: (identifier) @key) (subscript_expression index: (identifier) @same))) @finding
        (#eq? @key @same)
        (#match? @f "[mM]erge|[eE]xtend|[aA]ssign|[dD]eep|[cC]opy|[dD]efaults")
        (#not-function? @finding "__proto__|hasOwn|constructor|Object\\.create\\(null\\)"))`,
    cases: {
      match: [
        `function set(options, part, value) { options[part].color = value; return options; }`,
        `function set(options, part, key, value) { options[part][key] = value; }`,
        `function set(options, part, value) { const entry = options[part]; entry.color = value; }`,
        `function merge(a, b) { for (const key in b) { if (typeof b[key] === "object") merge(a[key], b[key]); else a[key] = b[key]; } }`,
      ],
      clean: [
        `function set(options, part, value) { if (!Object.hasOwn(options, part)) return; options[part].color = value; }`,
        `function set(rows, index, value) { rows[index].color = value; }`,
        `function set(options, value) { options["menu"].color = value; }`,
        `function merge(a, b) { for (const key in b) { if (key === "__proto__") continue; merge(a[key], b[key]); } }`,
      ],
    },
  },
  {
    id: 'javascript-any-field',
    cwe: 'CWE-915',
    language: 'javascript',
    title: 'A form sets any field of a record',
    why: 'The sender may add fields such as a role or a price; copy only the fields that the form has.',
    query: String.raw`
      ((call_expression function: (_) @f arguments: (arguments . (_) @target . (_) @source .)) @finding
        (#eq? @f "Object.assign")
        (#not-match? @target "^\\{\\}$|^(req|request)\\.session$")
        (#match? @source "(^|\\.)(body|query|params)$|([fF]orm|Body|[iI]nput|[pP]ayload|[fF]ields|[cC]hanges|[uU]pdates?|[pP]atch|[sS]ubmission|[aA]nswers|[eE]dits|[sS]ent)$")
        (#input? @source))
      ((object (spread_element) (spread_element [(identifier) (member_expression)] @source)) @finding
        (#match? @source "(^|\\.)(body|query|params)$|([fF]orm|Body|[iI]nput|[pP]ayload|[fF]ields|[cC]hanges|[uU]pdates?|[pP]atch|[sS]ubmission|[aA]nswers|[eE]dits|[sS]ent)$")
        (#input? @source))
      ((for_in_statement right: (_) @source body: [
          (expression_statement (assignment_expression left: (subscript_expression index: (identifier) @key)))
          (statement_block (expression_statement
            (assignment_expression left: (subscript_expression index: (identifier) @key))))]) @finding
        (#match? @source "(^|[.(])(body|query|params)\\)?$|([fF]orm|Body|[iI]nput|[pP]ayload|[fF]ields|[cC]hanges|[uU]pdates?|[pP]atch|[sS]ubmission|[aA]nswers|[eE]dits|[sS]ent)\\)?$")
        (#unchecked? @key "includes|has\\(|hasOwn|\\bin\\b"))`,
    cases: {
      match: [
        `app.patch('/me', (req, res) => { Object.assign(req.user, req.body); res.end(); });`,
        `function update(user, form) { return { ...user, ...form }; }`,
        `function update(user, form) { for (const key of Object.keys(form)) { user[key] = form[key]; } return user; }`,
      ],
      clean: [
        `function update(user, form) { return { ...user, color: form.color }; }`,
        `function withDefaults(options) { return { ...defaults, ...options }; }`,
        `function update(user, form) { for (const key of Object.keys(form)) { if (allowed.includes(key)) user[key] = form[key]; } }`,
        `function update(user, form) { for (const key of ["color"]) { user[key] = form[key]; } }`,
      ],
    },
  },
  {
    id: 'javascript-chosen-function',
    cwe: 'CWE-470',
    language: 'javascript',
    title: 'Input chooses which function runs',
    why: 'Inherited functions such as constructor can be named too, and with require any module; look the name up in a Map, or check with Object.hasOwn.',
    query: String.raw`
      ((call_expression function: (subscript_expression index: [
          (identifier) @key (member_expression) @key (subscript_expression index: (_) @key)])) @finding
        (#not-match? @key "^(\\d+|[a-z]|[iI]dx|\\w*[iI]ndex|pos|row|col)$")
        (#input? @key "number|parseInt")
        (#unchecked? @key "hasOwn|includes|has\\(|test\\(|[!=]==\\s*[\"']\\w")
        (#not-function? @key "Object\\.create\\(null\\)|new Map\\("))
      ((statement_block
        (lexical_declaration (variable_declarator
          name: (identifier) @entry value: (subscript_expression index: (identifier) @key)))
        (return_statement [
          (call_expression function: (identifier) @used)
          (ternary_expression (call_expression function: (identifier) @used))]) @finding)
        (#eq? @entry @used)
        (#not-match? @key "^(\\d+|[a-z]|[iI]dx|\\w*[iI]ndex|pos|row|col)$")
        (#input? @key "number|parseInt")
        (#unchecked? @key "hasOwn|includes|has\\(|test\\(|[!=]==\\s*[\"']\\w")
        (#not-function? @key "Object\\.create\\(null\\)|new Map\\("))
      ((call_expression function: [(identifier) @f (import)] arguments: (arguments . (_) @module)) @finding
        (#match? @finding "^(require|import)\\(")
        (#input? @module "basename|number")
        (#unchecked? @module "hasOwn|includes|has\\(|test\\(|[!=]==\\s*[\"']\\w"))`,
    cases: {
      match: [
        `function run(name, text) { return tools[name](text); }`,
        `function run(name, text) { const tool = tools[name]; return tool ? tool(text) : null; }`,
        `function load(name) { return require("./plugins/" + name); }`,
        `app.get('/:a', (req, res) => actions[req.params.a](req, res));`,
      ],
      clean: [
        `function run(name, text) { if (!Object.hasOwn(tools, name)) return null; return tools[name](text); }`,
        `function run(name, text) { return tools.get(name)(text); }`,
        `function run(text) { return tools["upper"](text); }`,
        `function call(handlers, i) { handlers[i](); }`,
        `const fs = require("node:fs");`,
      ],
    },
  },
  {
    id: 'javascript-building-loader',
    cwe: 'CWE-502',
    language: 'javascript',
    title: 'Loader that builds functions',
    why: 'Such a loader makes functions out of the text, and they may run (yaml.load does so in js-yaml before version 4); use JSON.parse, or safeLoad.',
    query: String.raw`
      ((call_expression
        function: (member_expression object: (identifier) @o property: (property_identifier) @f)
        arguments: (arguments . (_) .)) @finding
        (#match? @o "^(yaml|jsyaml|YAML)$")
        (#any-of? @f "load" "loadAll"))
      ((call_expression
        function: (member_expression object: (identifier) @o property: (property_identifier) @f)
        arguments: (arguments . (_) (_) @options)) @finding
        (#match? @o "^(yaml|jsyaml|YAML)$")
        (#any-of? @f "load" "loadAll")
        (#value? @options "DEFAULT_FULL_SCHEMA|UNSAFE"))
      ((call_expression
        function: (member_expression property: (property_identifier) @f)
        arguments: (arguments . (_) @data)) @finding
        (#eq? @f "unserialize")
        (#input? @data))`,
    cases: {
      match: [
        `function read(text) { return yaml.load(text).color; }`,
        `function read(text) { const options = { schema: yaml.DEFAULT_FULL_SCHEMA }; return yaml.load(text, options); }`,
        `app.use((req, res) => { const user = serialize.unserialize(req.cookies.user); res.send(user.name); });`,
      ],
      clean: [
        `function read(text) { return yaml.safeLoad(text).color; }`,
        `function read(text) { return yaml.load(text, { schema: yaml.JSON_SCHEMA }); }`,
        `function read(text) { return JSON.parse(text); }`,
        `function show(view, data) { return view.load(data); }`,
      ],
    },
  },
  {
    id: 'javascript-outside-entities',
    cwe: 'CWE-611',
    language: 'javascript',
    title: 'XML with outside entities',
    why: 'An entity in the XML can name a file of the machine, whose text is then put in; leave entities alone.',
    query: String.raw`
      ((pair key: (_) @key value: (true)) @finding
        (#match? @key "^[\"']?(noent|dtdload|dtdvalid|resolveExternals|expandEntities|resolveEntities|replaceEntities)[\"']?$"))`,
    cases: {
      match: [
        `function read(text) { return libxml.parseXml(text, { noent: true }); }`,
        `const options = { noblanks: true, noent: true };`,
        `const parser = new Parser({ "resolveExternals": true });`,
      ],
      clean: [
        `function read(text) { return libxml.parseXml(text, { noent: false }); }`,
        `function read(text) { return libxml.parseXml(text); }`,
        `const options = { nonet: true };`,
      ],
    },
  },
];
