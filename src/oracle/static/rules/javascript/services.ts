/** Other programs, other servers, the log, and what callers are told. */
import type { Rule } from '../../rule.ts';

export const serviceRules: readonly Rule[] = [
  {
    id: 'javascript-program-option',
    cwe: 'CWE-88',
    language: 'javascript',
    title: 'Input becomes an option of a program',
    why: 'Input that begins with a dash is read as an option, and this program has options that write files or start programs; put "--" before it.',
    query: String.raw`
      ((call_expression
        function: (_) @f
        arguments: (arguments . (string) @program . [(array) (identifier) (call_expression)] @args)) @finding
        (#match? @f "(^|\\.)(execFile|execFileSync|spawn|spawnSync)$")
        (#match? @program "^.(git|hg|svn|curl|wget|tar|zip|ssh|scp|rsync|find|npm|pip|psql|mysql|man|less|sort)(\\.exe)?.$")
        (#input? @args "number|parseInt|resolve")
        (#not-value? @args "[\"']--[\"']")
        (#unchecked? @args "startsWith|test\\(|includes|has\\(|match\\(|\\[0\\]|charAt"))`,
    cases: {
      match: [
        `function log(file) { return execFileSync("git", ["log", file]); }`,
        `function log(file) { const args = ["log"]; args.push(file); return spawn("git", args); }`,
        `const get = (url, done) => child_process.execFile('curl', ['-s', url], done);`,
      ],
      clean: [
        `function log(file) { return execFileSync("git", ["log", "--", file]); }`,
        `function log(file) { if (file.startsWith("-")) return ""; return execFileSync("git", ["log", file]); }`,
        `function log(file) { const args = ["log"]; args.push("--", file); return spawn("git", args); }`,
        `function version() { return execFileSync("git", ["--version"]); }`,
        `function count(file) { return execFileSync("wc", ["-l", file]); }`,
      ],
    },
  },
  {
    id: 'javascript-any-address',
    cwe: 'CWE-918',
    language: 'javascript',
    title: 'Server requests any address',
    why: 'The input can name a machine that only this server reaches; compare the host with a list.',
    query: String.raw`
      ((call_expression function: [(identifier) @f (member_expression)] @callee
        arguments: (arguments . (_) @address)) @finding
        (#match? @callee "^(fetch|got|axios|needle|superagent)$|^(http|https|axios|got|request|superagent|needle|undici)\\.(get|request|post|put|head|delete|fetch)$")
        (#input? @address)
        (#not-value? @address "^[\"'\\x60](https?://[\\w.:-]+[/?#]|/[\\w])|^\\{")
        (#unchecked? @address "host(name)?\\b[^]*[!=]==|origin|\\.has\\(|\\.includes\\(|\\.test\\(|match\\(|allow|startsWith\\([\"'\\x60]https?://[^/\"'\\x60]+/|endsWith\\([\"'\\x60]\\."))`,
    cases: {
      match: [
        `function preview(link) { const url = new URL(link); return http.get(url.href); }`,
        `app.get('/p', async (req, res) => { const answer = await fetch(req.query.url); res.send(await answer.text()); });`,
        'function load(host) { return axios.get(`https://${host}/feed`); }',
        `function preview(link) { if (!link.startsWith("https://city.net")) return null; return fetch(link); }`,
      ],
      clean: [
        `function preview(link) { const url = new URL(link); if (url.hostname !== "city.net") return null; return http.get(url.href); }`,
        'function load(id) { return fetch(`https://city.net/feed/${id}`); }',
        `function load() { return fetch("/api/list"); }`,
        `function load(link) { if (!hosts.includes(new URL(link).host)) return null; return fetch(link); }`,
      ],
    },
  },
  {
    id: 'javascript-log-lines',
    cwe: 'CWE-117',
    language: 'javascript',
    title: 'Line breaks in a log entry',
    why: 'With a line break the input can add entries that never happened; remove line breaks before it is written.',
    query: String.raw`
      ((call_expression
        function: (member_expression object: (_) @o property: (property_identifier) @f)
        arguments: (arguments . (_) @line)) @finding
        (#match? @o "^(\\w+\\.)?(log|logger|logFile|audit|console)$")
        (#any-of? @f "log" "info" "warn" "error" "write" "debug" "append")
        (#value? @line "\\+|\\$\\{")
        (#input? @line "replace|stringify|encode|escape|number|parseInt|inspect|split")
        (#unchecked? @line "test\\(|includes|match\\("))`,
    cases: {
      match: [
        `function note(log, name) { log.write("order: " + name); }`,
        'app.post("/in", (req, res) => { console.log(`login of ${req.body.name}`); res.end(); });',
        `function note(name) { const words = name.trim(); logger.info("seen " + words); }`,
      ],
      clean: [
        `function note(log, name) { log.write("order: " + name.replace(/[\\r\\n]+/g, " ")); }`,
        `function note(name) { console.log("order", JSON.stringify(name)); }`,
        `function start() { console.log("listening on " + port); }`,
        'function note(list) { console.log(`${list.length} entries`); }',
      ],
    },
  },
  {
    id: 'javascript-inner-error',
    cwe: 'CWE-209',
    language: 'javascript',
    title: 'Inner error text sent to the client',
    why: 'The text of an error tells about files, queries and versions; log it, and answer with a fixed sentence.',
    query: String.raw`
      ((call_expression
        function: (member_expression object: (_) @o property: (property_identifier) @f)
        arguments: (arguments (_) @body .)) @finding
        (#match? @o "^(res|response|reply|ctx)\\b")
        (#any-of? @f "send" "json" "end" "write")
        (#value? @body "\\b(e|err|error|ex|exception|failure|problem|reason)\\.(message|stack)\\b|\\bString\\((e|err|error|ex|exception)\\)|^(e|err|error|ex|exception)$"))`,
    cases: {
      match: [
        `function answer(res, job) { try { res.send(job.run()); } catch (error) { res.status(500).send(error.message); } }`,
        `app.use((err, req, res, next) => res.status(500).json({ error: err.stack }));`,
        `function answer(res, job) { try { job.run(); } catch (e) { const text = "Failed: " + e.message; res.end(text); } }`,
      ],
      clean: [
        `function answer(res, job) { try { res.send(job.run()); } catch (error) { res.status(500).send("Something went wrong"); } }`,
        `function answer(res, job) { try { job.run(); } catch (error) { log.write(error.stack); res.end("Failed"); } }`,
        `function tell(socket, error) { console.error(error.message); }`,
      ],
    },
  },
  {
    id: 'javascript-unchecked-certificate',
    cwe: 'CWE-295',
    language: 'javascript',
    title: 'Certificate is not checked',
    why: 'Anybody on the way can answer for the server; leave the check on, and give the certificate of a server of your own.',
    query: String.raw`
      ((pair key: (_) @key value: (false)) @finding
        (#match? @key "^[\"']?(rejectUnauthorized|strictSSL)[\"']?$"))
      ((assignment_expression left: (_) @name right: (_) @value) @finding
        (#match? @name "NODE_TLS_REJECT_UNAUTHORIZED")
        (#match? @value "^[\"']?0[\"']?$"))`,
    cases: {
      match: [
        `const agent = new https.Agent({ rejectUnauthorized: false });`,
        `process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";`,
        `request({ url, strictSSL: false }, done);`,
      ],
      clean: [
        `const agent = new https.Agent({ rejectUnauthorized: true });`,
        `const agent = new https.Agent({ ca: certificate });`,
        `process.env.NODE_ENV = "0";`,
      ],
    },
  },
];
