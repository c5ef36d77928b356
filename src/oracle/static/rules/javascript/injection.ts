/** Input that becomes code of another language: SQL, a shell, JavaScript, a document query. */
import type { Rule } from '../../rule.ts';

export const injectionRules: readonly Rule[] = [
  {
    id: 'javascript-sql-text',
    cwe: 'CWE-89',
    language: 'javascript',
    title: 'SQL text built from input',
    why: 'Input becomes part of the text of an SQL query, where it can change the query; pass it as a parameter, or take it from a fixed list.',
    query: String.raw`
      ([(binary_expression operator: "+") (template_string (template_substitution))] @finding
        (#whole? @finding)
        (#value? @finding "^[\"'\\x60]\\s*(SELECT\\s[^]*\\sFROM\\s|select\\s[^]*\\sfrom\\s|(INSERT INTO|insert into|DELETE FROM|delete from)\\s|UPDATE\\s[^]*\\sSET\\s|update\\s[^]*\\sset\\s)")
        (#input? @finding "escape|quote|number|parseInt|parseFloat|placeholder")
        (#unchecked? @finding "includes|has\\(|test\\(|match\\(|isInteger|[!=]==\\s*[\"'\\x60]\\w"))
      ((augmented_assignment_expression right: (_) @part) @finding
        (#value? @part "^[\"'\\x60]\\s*(WHERE|AND|OR|ORDER BY|LIMIT|where|and|or|order by|limit)\\s")
        (#input? @part "escape|quote|number|parseInt|parseFloat|placeholder")
        (#unchecked? @part "includes|has\\(|test\\(|match\\(|isInteger|[!=]==\\s*[\"'\\x60]\\w"))`,
    cases: {
      match: [
        `function find(db, name) { return db.query("SELECT * FROM users WHERE name = '" + name + "'"); }`,
        'const find = async (pool, id) => { const q = `select id from orders where id = ${id}`; return pool.query(q); };',
        `app.get('/u', (req, res) => db.run('DELETE FROM users WHERE id = ' + req.query.id));`,
        `function list(db, sort) { let sql = 'SELECT id FROM a WHERE b = ?'; sql += ' ORDER BY ' + sort; return db.all(sql); }`,
        `function list(db, sort) { const start = 'SELECT id FROM a ORDER BY '; return db.all(start + sort); }`,
      ],
      clean: [
        `function find(db, name) { return db.query("SELECT * FROM users WHERE name = ?", [name]); }`,
        `const TABLE = 'users'; function all(db) { return db.query('SELECT * FROM ' + TABLE + ' WHERE id > 0'); }`,
        `function find(db, id) { return db.query('SELECT a FROM b WHERE id = ' + Number(id)); }`,
        `function label(item) { return 'Select a ' + item + ' from the list'; }`,
        'function find(sql, id) { return sql`SELECT a FROM b WHERE id = 4`; }',
        `function list(db, sort) { if (!columns.includes(sort)) return []; return db.all('SELECT id FROM a ORDER BY ' + sort); }`,
      ],
    },
  },
  {
    id: 'javascript-shell-command',
    cwe: 'CWE-78',
    language: 'javascript',
    title: 'Input becomes part of a shell command',
    why: 'A shell reads the command, so that a semicolon or a dollar sign in the input starts another program; give the input as an argument to execFile.',
    query: String.raw`
      ((call_expression
        function: (_) @f
        arguments: (arguments . (_) @command)) @finding
        (#match? @f "^((child_process|childProcess|cp|shell|shelljs)\\.)?exec(Sync|Async|Promise)?$")
        (#input? @command "quote|escape|number|parseInt")
        (#unchecked? @command "test\\(|includes|has\\(|match\\("))
      ((call_expression
        function: (_) @f
        arguments: (arguments (_) @command (object (pair key: (_) @option value: (true))))) @finding
        (#match? @f "(^|\\.)(spawn|spawnSync|execFile|execFileSync)$")
        (#eq? @option "shell")
        (#input? @command "quote|escape|number|parseInt")
        (#unchecked? @command "test\\(|includes|has\\(|match\\("))`,
    cases: {
      match: [
        `function size(file) { return execSync("du -s " + file).toString(); }`,
        'const ping = (host, done) => child_process.exec(`ping -c 1 ${host}`, done);',
        `function run(args) { const parts = ['-l', args]; return cp.execSync('wc ' + parts.join(' ')); }`,
        `function pack(name) { return spawn('tar', ['-cf', name], { shell: true }); }`,
      ],
      clean: [
        `function size(file) { return execFileSync("du", ["-s", file]).toString(); }`,
        `function words(line) { return /\\w+/.exec(line); }`,
        `function version() { return execSync("git describe").toString(); }`,
        `function show(name) { if (!/^[a-z]+$/.test(name)) return; return execSync("cat " + name); }`,
        `function show(name) { return execSync("cat " + shellQuote(name)); }`,
      ],
    },
  },
  {
    id: 'javascript-code-from-text',
    cwe: 'CWE-95',
    language: 'javascript',
    title: 'Text is run as code',
    why: 'Whoever writes the text decides what the program does; parse data with JSON.parse, and choose functions from a fixed table.',
    query: String.raw`
      ((call_expression function: (identifier) @f arguments: (arguments . (_) @code)) @finding
        (#eq? @f "eval")
        (#not-value? @code "^(\"[^\"]*\"|'[^']*')$"))
      ((new_expression constructor: (identifier) @f arguments: (arguments (_) @code .)) @finding
        (#eq? @f "Function")
        (#not-value? @code "^(\"[^\"]*\"|'[^']*')$"))
      ((call_expression function: (identifier) @f
        arguments: (arguments . [(binary_expression) (template_string)] @code)) @finding
        (#any-of? @f "setTimeout" "setInterval")
        (#input? @code))
      ((call_expression
        function: (member_expression object: (identifier) @o property: (property_identifier) @f)
        arguments: (arguments . (_) @code)) @finding
        (#eq? @o "vm")
        (#any-of? @f "runInNewContext" "runInThisContext" "runInContext" "compileFunction")
        (#input? @code))`,
    cases: {
      match: [
        `function read(text) { return eval("(" + text + ")"); }`,
        `const compile = (body) => new Function('item', 'return ' + body);`,
        'function later(name) { setTimeout(`show("${name}")`, 100); }',
        `function run(script) { return vm.runInNewContext(script, {}); }`,
      ],
      clean: [
        `function read(text) { return JSON.parse(text); }`,
        `const root = eval("this");`,
        `function later(show) { setTimeout(() => show("a"), 100); }`,
        `function count(retrieval) { return evaluate(retrieval); }`,
      ],
    },
  },
  {
    id: 'javascript-document-filter',
    cwe: 'CWE-943',
    language: 'javascript',
    title: 'Input becomes conditions of a query',
    why: 'Input that is an object, such as {"$ne": null}, becomes a condition of its own; make it text with String(), or compare with $eq.',
    query: String.raw`
      ((call_expression
        function: (member_expression property: (property_identifier) @f)
        arguments: (arguments . [(object) (identifier)] @filter)) @finding
        (#any-of? @f "find" "findOne" "findOneAndUpdate" "findOneAndDelete" "updateOne" "updateMany" "deleteOne" "deleteMany" "countDocuments")
        (#value? @filter "^\\{")
        (#not-value? @filter "\\$(eq|in)\\b|\\bwhere:")
        (#input? @filter "^String$|toString|number|parseInt|ObjectId|escape|sanitize")
        (#unchecked? @filter "typeof|isString|test\\(|includes|has\\("))
      ((pair key: (_) @key value: (_) @code) @finding
        (#match? @key "^[\"']?\\$where[\"']?$")
        (#input? @code))`,
    cases: {
      match: [
        `app.post('/login', async (req, res) => { const user = await users.findOne({ name: req.body.name, pin: req.body.pin }); res.json(user); });`,
        `function find(members, nick) { return members.findOne({ nick }); }`,
        `function find(items, owner) { const filter = {}; filter.owner = owner; return items.find(filter); }`,
        'function find(items, n) { return items.find({ $where: `this.n == ${n}` }); }',
      ],
      clean: [
        `function find(members, nick) { return members.findOne({ nick: String(nick) }); }`,
        `function find(members, nick) { return members.findOne({ nick: { $eq: nick } }); }`,
        `function find(members, nick) { if (typeof nick !== 'string') return null; return members.findOne({ nick }); }`,
        `function find(rows, id) { return rows.find((row) => row.id === id); }`,
        `function all(members) { return members.find({ active: true }); }`,
      ],
    },
  },
];
