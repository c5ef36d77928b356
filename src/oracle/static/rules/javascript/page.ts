/** What a browser is told: markup, addresses, headers, cookies, who may read an answer. */
import type { Rule } from '../../rule.ts';

export const pageRules: readonly Rule[] = [
  {
    id: 'javascript-markup',
    cwe: 'CWE-79',
    language: 'javascript',
    title: 'Input becomes markup of the page',
    why: 'A tag in the input becomes part of the page and may run a script; set textContent, or escape the input.',
    query: String.raw`
      ((assignment_expression
        left: (member_expression property: (property_identifier) @p) right: (_) @html) @finding
        (#any-of? @p "innerHTML" "outerHTML" "srcdoc")
        (#input? @html "escape|encode|sanitize|purify|replace|number|parseInt"))
      ((augmented_assignment_expression
        left: (member_expression property: (property_identifier) @p) right: (_) @html) @finding
        (#any-of? @p "innerHTML" "outerHTML")
        (#input? @html "escape|encode|sanitize|purify|replace|number|parseInt"))
      ((call_expression
        function: (member_expression property: (property_identifier) @f) @callee
        arguments: (arguments (_) @html .)) @finding
        (#match? @callee "\\.insertAdjacentHTML$|^document\\.write(ln)?$")
        (#input? @html "escape|encode|sanitize|purify|replace|number|parseInt"))
      ([(binary_expression operator: "+") (template_string (template_substitution))] @finding
        (#whole? @finding)
        (#value? @finding "^[\"'\\x60]\\s*<[a-z!]|^[\"'\\x60] [a-z]+=\\\\?[\"'\\$]")
        (#input? @finding "escape|encode|sanitize|purify|replace|number|parseInt"))`,
    cases: {
      match: [
        `function show(node, name) { node.innerHTML = "Hello " + name; }`,
        'app.get("/h", (req, res) => res.send(`<h1>${req.query.name}</h1>`));',
        `function add(list, item) { const parts = ['<li>', item, '</li>']; list.insertAdjacentHTML('beforeend', parts.join('')); }`,
        `function link(title) { return '<a href="/" title="' + title + '">home</a>'; }`,
      ],
      clean: [
        `function show(node, name) { node.textContent = "Hello " + name; }`,
        'function link(title) { return `<a href="/" title="${escapeHtml(title)}">home</a>`; }',
        `function clear(node) { node.innerHTML = ""; }`,
        `function show(node, name) { node.innerHTML = name.replace(/</g, "&lt;"); }`,
        `function isLess(a, b) { return "a < b: " + (a < b); }`,
      ],
    },
  },
  {
    id: 'javascript-redirect-target',
    cwe: 'CWE-601',
    language: 'javascript',
    title: 'Redirect to another site',
    why: 'A link that begins at this site can lead to any other one; allow only paths that begin with one slash, or hosts from a list.',
    query: String.raw`
      ((call_expression
        function: (member_expression object: (_) @o property: (property_identifier) @f)
        arguments: (arguments (_) @target .)) @finding
        (#any-of? @f "redirect" "assign" "replace")
        (#match? @o "^(res|response|reply|ctx|c|(window\\.|document\\.)?location)(\\.status\\(\\d+\\))?$")
        (#input? @target)
        (#not-value? @target "^[\"'\\x60](/[\\w?#]|[?#]|https?://[\\w.-]+/)")
        (#unchecked? @target "test\\(|startsWith|includes|has\\(|match\\(|indexOf|host|origin|charAt|[!=]==\\s*[\"'\\x60][^\"'\\x60]"))
      ((assignment_expression left: (_) @place right: (_) @target) @finding
        (#match? @place "^(window\\.|document\\.|self\\.|top\\.)?location(\\.href)?$")
        (#input? @target)
        (#not-value? @target "^[\"'\\x60](/[\\w?#]|[?#]|https?://[\\w.-]+/)")
        (#unchecked? @target "test\\(|startsWith|includes|has\\(|match\\(|indexOf|host|origin|charAt|[!=]==\\s*[\"'\\x60][^\"'\\x60]"))`,
    cases: {
      match: [
        `function go(res, next) { if (!next) return res.redirect("/home"); res.redirect(next); }`,
        `app.get('/out', (req, res) => res.redirect(302, req.query.url));`,
        `function go(page) { window.location.href = page; }`,
        `function go(res, next) { const page = next ? next : "/home"; res.redirect(page); }`,
      ],
      clean: [
        `function go(res, next) { if (!/^\\/\\w/.test(next)) return res.redirect("/home"); res.redirect(next); }`,
        `function go(res, id) { res.redirect("/users/" + id); }`,
        `function go(res, next) { res.redirect(pages.includes(next) ? next : "/"); }`,
        `function clean(text) { return text.replace(/a/, text); }`,
      ],
    },
  },
  {
    id: 'javascript-header-value',
    cwe: 'CWE-113',
    language: 'javascript',
    title: 'Line breaks in a response header',
    why: 'Where the server lets line breaks through, the input adds headers of its own; remove them, or encode the value.',
    query: String.raw`
      ((call_expression
        function: (member_expression object: (identifier) @o property: (property_identifier) @f)
        arguments: (arguments (_) (_) @value .)) @finding
        (#match? @o "^(res|response|reply)$")
        (#any-of? @f "setHeader" "header" "set" "append")
        (#input? @value "replace|encode|escape|number|parseInt|stringify|sanitize")
        (#unchecked? @value "test\\(|includes|match\\(|indexOf|has\\(|[!=]==\\s*[\"'\\x60][^\"'\\x60]"))`,
    cases: {
      match: [
        `function tag(res, color) { res.setHeader("X-Color", color); }`,
        `app.get('/', (req, res) => { res.set('X-Name', req.query.name.trim()); res.end(); });`,
        'function tag(res, name) { const line = `a=${name}`; res.header("X-Line", line); }',
      ],
      clean: [
        `function tag(res, color) { res.setHeader("X-Color", color.replace(/[\\r\\n]/g, "")); }`,
        `function tag(res, name) { res.setHeader("X-Name", encodeURIComponent(name)); }`,
        `function tag(res, body) { res.setHeader("Content-Length", body.length); }`,
        `function keep(map, key, value) { map.set(key, value); }`,
      ],
    },
  },
  {
    id: 'javascript-cookie-scripts',
    cwe: 'CWE-1004',
    language: 'javascript',
    title: 'Cookie readable by scripts',
    why: 'A script that got into the page can read the cookie and send it away; set httpOnly: true.',
    query: String.raw`
      ((call_expression
        function: (member_expression object: (identifier) @o property: (property_identifier) @f)
        arguments: (arguments . (_) . (_) .)) @finding
        (#match? @o "^(res|response|reply)$")
        (#any-of? @f "cookie" "setCookie"))
      ((call_expression
        function: (member_expression property: (property_identifier) @f)
        arguments: (arguments . (_) . (_) . (_) @options .)) @finding
        (#any-of? @f "cookie" "setCookie")
        (#not-value? @options "httpOnly[\"']?\\s*([:=](?!\\s*false\\b)|[,}])|\\.\\.\\.[a-zA-Z_$]|^[a-zA-Z_$][\\w$.]*(\\(|$)"))
      ((call_expression
        function: (member_expression property: (property_identifier) @f)
        arguments: (arguments . (string) @header . (_) @cookie .)) @finding
        (#eq? @f "setHeader")
        (#match? @header "^.[sS]et-[cC]ookie.$")
        (#value? @cookie "^[\"'\\x60]")
        (#not-value? @cookie "[hH]ttp[oO]nly"))`,
    cases: {
      match: [
        `function keep(res, id) { res.cookie("sid", id); }`,
        `function keep(res, id) { const options = { path: "/" }; res.cookie("sid", id, options); }`,
        `function keep(res, id) { res.cookie("sid", id, { httpOnly: false }); }`,
        'function keep(res, id) { res.setHeader("Set-Cookie", `sid=${id}; Path=/`); }',
      ],
      clean: [
        `function keep(res, id) { res.cookie("sid", id, { httpOnly: true }); }`,
        `function keep(res, id) { const options = {}; options.httpOnly = true; res.cookie("sid", id, options); }`,
        `function keep(res, id, options) { res.cookie("sid", id, options); }`,
        `function keep(res, id) { const flags = { httpOnly: true }; res.cookie("sid", id, { ...flags, path: "/" }); }`,
        'function keep(res, id) { res.setHeader("Set-Cookie", `sid=${id}; HttpOnly`); }',
      ],
    },
  },
  {
    id: 'javascript-cookie-http',
    cwe: 'CWE-614',
    language: 'javascript',
    title: 'Cookie sent over plain http',
    why: 'Over plain http everybody on the way can read the cookie; set secure: true.',
    query: String.raw`
      ((call_expression
        function: (member_expression property: (property_identifier) @f)
        arguments: (arguments . (_) . (_) . (_) @options .)) @finding
        (#any-of? @f "cookie" "setCookie")
        (#not-value? @options "\\bsecure[\"']?\\s*([:=](?!\\s*false\\b)|[,}])|\\.\\.\\.[a-zA-Z_$]|^[a-zA-Z_$][\\w$.]*(\\(|$)"))`,
    cases: {
      match: [
        `function keep(res, id) { res.cookie("sid", id, { httpOnly: true }); }`,
        `function keep(res, id) { const flags = { httpOnly: true }; res.cookie("sid", id, { ...flags, maxAge: 10 }); }`,
        `function keep(res, id) { res.cookie("sid", id, { secure: false }); }`,
      ],
      clean: [
        `function keep(res, id) { res.cookie("sid", id, { httpOnly: true, secure: true }); }`,
        `function keep(res, id) { const options = { path: "/" }; options.secure = isLive; res.cookie("sid", id, options); }`,
        `function keep(res, id) { res.cookie("sid", id, { ...defaults, path: "/" }); }`,
      ],
    },
  },
  {
    id: 'javascript-shared-origin',
    cwe: 'CWE-942',
    language: 'javascript',
    title: 'Every site may read the answer',
    why: 'Any page that a visitor opens can read this answer; name the sites that may, and compare with ===.',
    query: String.raw`
      ((call_expression
        function: (member_expression property: (property_identifier) @f)
        arguments: (arguments (string) @header (_) @origin .)) @finding
        (#any-of? @f "setHeader" "header" "set" "append")
        (#match? @header "^.[aA]ccess-[cC]ontrol-[aA]llow-[oO]rigin.$")
        (#value? @origin "^[\"'\\x60]\\*[\"'\\x60]$"))
      ((call_expression
        function: (member_expression property: (property_identifier) @f)
        arguments: (arguments (string) @header (_) @origin .)) @finding
        (#any-of? @f "setHeader" "header" "set" "append")
        (#match? @header "^.[aA]ccess-[cC]ontrol-[aA]llow-[oO]rigin.$")
        (#input? @origin)
        (#unchecked? @origin "[!=]==|includes|has\\(|test\\("))`,
    cases: {
      match: [
        `function answer(res, data) { res.setHeader("Access-Control-Allow-Origin", "*"); res.json(data); }`,
        `app.use((req, res, next) => { res.header('Access-Control-Allow-Origin', req.headers.origin); next(); });`,
        `function answer(res, site) { if (site.endsWith("city.net")) res.setHeader("Access-Control-Allow-Origin", site); }`,
      ],
      clean: [
        `function answer(res) { res.setHeader("Access-Control-Allow-Origin", "https://city.net"); }`,
        `function answer(res, site) { if (site === "https://city.net") res.setHeader("Access-Control-Allow-Origin", site); }`,
        `function answer(res, site) { if (sites.includes(site)) res.setHeader("Access-Control-Allow-Origin", site); }`,
      ],
    },
  },
];
