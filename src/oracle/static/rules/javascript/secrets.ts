/** Secrets and proofs: how they are made, compared, kept and believed. */
import type { Rule } from '../../rule.ts';

export const secretRules: readonly Rule[] = [
  {
    id: 'javascript-guessable-random',
    cwe: 'CWE-338',
    language: 'javascript',
    title: 'Guessable random number',
    why: 'The next numbers of Math.random can be computed from a few earlier ones; use crypto.randomBytes or crypto.randomUUID for what nobody may guess.',
    query: String.raw`
      ((call_expression
        function: (member_expression
          object: (call_expression function: (member_expression) @random)
          property: (property_identifier) @f)) @finding
        (#eq? @random "Math.random")
        (#eq? @f "toString"))
      ((variable_declarator name: (identifier) @name value: (_) @value) @finding
        (#match? @name "([tT]oken|[sS]ecret|[pP]assword|[nN]once|[sS]alt|[cC]srf|[oO]tp|[sS]ession(Id)?|[aA]piKey)$")
        (#match? @value "Math\\.random\\(\\)"))
      ((pair key: (property_identifier) @name value: (_) @value) @finding
        (#match? @name "([tT]oken|[sS]ecret|[pP]assword|[nN]once|[sS]alt|[cC]srf|[oO]tp|[sS]ession(Id)?|[aA]piKey)$")
        (#match? @value "Math\\.random\\(\\)"))`,
    cases: {
      match: [
        `function invite(name) { return name + "-" + Math.random().toString(36); }`,
        `const token = Math.floor(Math.random() * 1e9);`,
        `const id = Math.random().toString(16).slice(2);`,
        `user = { name, resetToken: "r" + Math.random() };`,
      ],
      clean: [
        `function invite(name) { return name + "-" + crypto.randomBytes(16).toString("hex"); }`,
        `const x = Math.random() * width;`,
        `const token = crypto.randomUUID();`,
        `function roll() { return 1 + Math.floor(Math.random() * 6); }`,
      ],
    },
  },
  {
    id: 'javascript-few-random-bytes',
    cwe: 'CWE-331',
    language: 'javascript',
    title: 'Code with too few random bytes',
    why: 'So few random bytes can be tried out one by one; take at least 16.',
    query: String.raw`
      ((call_expression function: (_) @f arguments: (arguments . (_) @size)) @finding
        (#match? @f "^(\\w+\\.)?randomBytes$")
        (#value? @size "^([1-9]|1[0-5])$"))
      ((call_expression
        function: (member_expression property: (property_identifier) @f)) @finding
        (#any-of? @f "slice" "substring" "substr")
        (#value? @finding "random(Bytes\\(\\d+\\)\\.toString\\([^)]*\\)|UUID\\(\\))\\.\\w+\\(0, ?([1-9]|1[0-5])\\)$"))
      ((call_expression function: (_) @f arguments: (arguments (number) @most .)) @finding
        (#match? @f "^(\\w+\\.)?randomInt$")
        (#match? @most "^1[0_]{3,7}$"))`,
    cases: {
      match: [
        `function code() { return crypto.randomBytes(4).toString("hex"); }`,
        `function code() { const size = 8; return randomBytes(size).toString("base64"); }`,
        `function code() { return crypto.randomBytes(16).toString("hex").slice(0, 6); }`,
        `const pin = crypto.randomInt(100000, 1000000);`,
      ],
      clean: [
        `function code() { return crypto.randomBytes(16).toString("hex"); }`,
        `function code(size) { return crypto.randomBytes(size); }`,
        `const die = crypto.randomInt(1, 7);`,
        `const short = name.slice(0, 6);`,
      ],
    },
  },
  {
    id: 'javascript-slow-compare',
    cwe: 'CWE-208',
    language: 'javascript',
    title: 'Comparison stops at the first difference',
    why: 'The time of the answer tells how much of the secret was right; compare with crypto.timingSafeEqual.',
    query: String.raw`
      ((binary_expression
        left: [(identifier) (member_expression) (call_expression)] @a
        operator: ["===" "==" "!==" "!="]
        right: [(identifier) (member_expression) (call_expression)] @b) @finding
        (#match? @finding "([sS]ecret|[sS]ignature|[hH]mac|[dD]igest(\\([^)]*\\))?|[tT]oken|[pP]assword|[aA]piKey|API_KEY|SECRET|TOKEN|[sS]eal|[pP]roof|[mM]ac|[pP]asscode|[sS]tamp)( |$)")
        (#match? @finding "(expected|stored|secret|actual|computed|saved|known|correct|valid|own|[dD]igest|process\\.env|sign\\w*\\(|hmac|Hmac)")
        (#not-match? @finding "([cC]onfirm|[rR]epeat|[aA]gain|undefined|typeof|length|Type)"))
      ((call_expression
        function: (member_expression object: (_) @a property: (property_identifier) @f)
        arguments: (arguments . (_) @b .)) @finding
        (#eq? @f "equals")
        (#value? @a "^(Buffer\\.from\\(|\\w*([sS]ecret|[sS]ignature|[hH]mac|[dD]igest|[tT]oken))")
        (#value? @b "^(Buffer\\.from\\(|\\w*([sS]ecret|[sS]ignature|[hH]mac|[dD]igest|[tT]oken|expected|stored))")
        (#not-function? @a "timingSafeEqual"))`,
    cases: {
      match: [
        `function isRight(signature, stored) { return signature === stored; }`,
        `function isRight(body, given) { return given === crypto.createHmac('sha256', key).update(body).digest('hex'); }`,
        `if (req.headers.token !== process.env.API_TOKEN) deny();`,
        `function isRight(token, stored) { const a = Buffer.from(token); const b = Buffer.from(stored); return a.equals(b); }`,
      ],
      clean: [
        `function isRight(a, b) { return a.length === b.length && crypto.timingSafeEqual(a, b); }`,
        `if (password !== passwordConfirm) warn();`,
        `while (token !== undefined) next();`,
        `if (token.type === expectedType) next();`,
        `function isSame(count, stored) { return count === stored; }`,
      ],
    },
  },
  {
    id: 'javascript-unverified-token',
    cwe: 'CWE-347',
    language: 'javascript',
    title: 'Web token read without checking its signature',
    why: 'Anybody can write such a token; read it with verify and the key, and name the algorithms.',
    query: String.raw`
      ((call_expression
        function: (member_expression object: (_) @o property: (property_identifier) @f)) @finding
        (#match? @o "^(jwt|JWT|jsonwebtoken|jose)$")
        (#any-of? @f "decode" "decodeJwt")
        (#not-function? @finding "\\.verify\\(|jwtVerify\\("))
      ((call_expression function: (_) @f arguments: (arguments . (_) @part)) @finding
        (#match? @f "^(Buffer\\.from|atob)$")
        (#value? @part "\\.split\\([\"']\\.[\"']\\)\\[1\\]")
        (#not-function? @finding "verify"))
      ((pair key: (_) @key value: (array) @value) @finding
        (#match? @key "^[\"']?algorithms[\"']?$")
        (#match? @value "[\"'][nN]one[\"']"))`,
    cases: {
      match: [
        `function role(token) { return jwt.decode(token).role; }`,
        `function role(token) { return JSON.parse(Buffer.from(token.split(".")[1], "base64url")).role; }`,
        `const claims = jwt.verify(token, key, { algorithms: ["HS256", "none"] });`,
        `const body = JSON.parse(atob(token.split('.')[1]));`,
      ],
      clean: [
        `function role(token) { return jwt.verify(token, process.env.KEY).role; }`,
        `function keyOf(token) { const { header } = jwt.decode(token, { complete: true }); return jwt.verify(token, keys[header.kid]); }`,
        `const text = decoder.decode(bytes);`,
        `const bytes = Buffer.from(text.split(",")[1], "base64");`,
      ],
    },
  },
  {
    id: 'javascript-session-kept',
    cwe: 'CWE-384',
    language: 'javascript',
    title: 'Session kept at login',
    why: 'Whoever gave the visitor this session id is logged in as well; call session.regenerate before the user is put in.',
    query: String.raw`
      ((assignment_expression
        left: (member_expression object: (_) @session property: (property_identifier) @field)) @finding
        (#match? @session "^(req|request|ctx)\\.session$")
        (#match? @field "^(user|uid|person|member|account|owner|customer|login|loggedIn|isLoggedIn|authenticated|isAuthenticated|admin|isAdmin|role|student|staff|player|reader|guest|who)(Id|Name|ID)?$")
        (#not-function? @finding "regenerate\\("))
      ((call_expression function: (_) @f arguments: (arguments . (_) @session (object) @fields)) @finding
        (#eq? @f "Object.assign")
        (#match? @session "^(req|request|ctx)\\.session$")
        (#match? @fields "\\b(user|uid|person|member|account|owner|customer|login|loggedIn|authenticated|admin|role|student|staff|player|reader|guest|who)(Id|Name|ID)?\\b")
        (#not-function? @finding "regenerate\\("))`,
    cases: {
      match: [
        `function enter(req, res, user) { req.session.user = user.id; res.redirect("/"); }`,
        `app.post('/login', (req, res) => { req.session.isAuthenticated = true; res.end(); });`,
        `function enter(req, user) { Object.assign(req.session, { userId: user.id }); }`,
      ],
      clean: [
        `function enter(req, res, user) { req.session.regenerate(() => { req.session.user = user.id; res.redirect("/"); }); }`,
        `function add(req, item) { req.session.cart = [item]; }`,
        `function enter(state, user) { state.user = user.id; }`,
      ],
    },
  },
  {
    id: 'javascript-written-secret',
    cwe: 'CWE-798',
    language: 'javascript',
    title: 'Credential written into the code',
    why: 'Everybody who sees the code has the credential; read it from the environment.',
    query: String.raw`
      ((variable_declarator name: (identifier) @name value: [(string) (binary_expression operator: ["||" "??"] right: (string))] @value) @finding
        (#match? @name "([pP]assword|[pP]asswd|PASSWORD|[sS]ecret|SECRET|[aA]piKey|API_KEY|[kK]ey|[tT]oken|TOKEN)$")
        (#match? @value "[\"'][^\"'\\s]*\\d[^\"'\\s]*[\"']$")
        (#match? @value "[\"'][^\"'\\s]{6,}[\"']$"))
      ((pair key: (_) @name value: (string) @value) @finding
        (#match? @name "([pP]assword|[pP]asswd|[sS]ecret|[aA]pi-?[kK]ey|[kK]ey|[tT]oken|[aA]uthorization)[\"']?$")
        (#match? @value "^.[^\"'\\s]*\\d[^\"'\\s]*.$")
        (#match? @value "^.[^\"'\\s]{6,}.$"))
      ((call_expression function: (_) @f arguments: (arguments . (_) . (string) @value)) @finding
        (#match? @f "^(jwt\\.(sign|verify)|crypto\\.createHmac|createHmac)$"))`,
    cases: {
      match: [
        `const apiKey = "k-83hd8-22";`,
        `const key = process.env.CHAT_KEY || "k-9d03ab";`,
        `connect({ user: "app", password: "hunter2hunter2" });`,
        `const token = jwt.sign({ id }, "shhh");`,
      ],
      clean: [
        `const apiKey = process.env.API_KEY;`,
        `const token = "";`,
        `labels({ password: "Password", token: "Your token" });`,
        `const token = jwt.sign({ id }, process.env.JWT_KEY);`,
        `const key = "color";`,
      ],
    },
  },
  {
    id: 'javascript-broken-cipher',
    cwe: 'CWE-327',
    language: 'javascript',
    title: 'Broken cipher',
    why: 'What this cipher hides can be read or guessed by others; use aes-256-gcm, with a new iv each time.',
    query: String.raw`
      ((call_expression function: (_) @f arguments: (arguments . (_) @algorithm)) @finding
        (#match? @f "^(\\w+\\.)?create(Cipher|Decipher)iv$")
        (#value? @algorithm "^[\"'](des|DES|rc2|RC2|rc4|RC4|bf|BF|cast|seed|idea)|-(ecb|ECB)[\"']$"))
      ((call_expression function: (_) @f arguments: (arguments (_) (_))) @finding
        (#match? @f "^(\\w+\\.)?create(Cipher|Decipher)$"))
      ((member_expression) @finding (#match? @finding "^CryptoJS\\.(DES|RC4|TripleDES|mode\\.ECB)$"))`,
    cases: {
      match: [
        `const cipher = crypto.createCipheriv("des-ede3-cbc", key, iv);`,
        `const name = "aes-128-ecb"; const cipher = crypto.createCipheriv(name, key, null);`,
        `const cipher = crypto.createCipher("aes192", password);`,
      ],
      clean: [
        `const cipher = crypto.createCipheriv("aes-256-gcm", key, iv);`,
        `function open(name, key, iv) { return crypto.createDecipheriv(name, key, iv); }`,
        `const cipher = createCipherPanel("des");`,
      ],
    },
  },
  {
    id: 'javascript-weak-hash',
    cwe: 'CWE-328',
    language: 'javascript',
    title: 'Weak hash',
    why: 'Two texts with the same md5 or sha1 can be made; use sha256.',
    query: String.raw`
      ((call_expression function: (_) @f arguments: (arguments . (_) @algorithm)) @finding
        (#match? @f "^(\\w+\\.)?create(Hash|Hmac)$|^(\\w+\\.)?(subtle\\.digest)$")
        (#value? @algorithm "^[\"'\\x60](md4|MD4|md5|MD5|sha1|SHA1|sha-1|SHA-1|ripemd160)[\"'\\x60]$"))`,
    cases: {
      match: [
        `const hash = crypto.createHash("md5").update(text).digest("hex");`,
        `const name = 'sha1'; const hash = createHash(name);`,
        `const bytes = await crypto.subtle.digest("SHA-1", data);`,
      ],
      clean: [
        `const hash = crypto.createHash("sha256").update(text).digest("hex");`,
        `const hash = crypto.createHash(algorithm);`,
        `const names = ["md5", "sha256"];`,
      ],
    },
  },
];
