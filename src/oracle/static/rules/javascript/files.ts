/** Files: where they lie, who may read them, what they hold. */
import type { Rule } from '../../rule.ts';

export const fileRules: readonly Rule[] = [
  {
    id: 'javascript-path-folder',
    cwe: 'CWE-22',
    language: 'javascript',
    title: 'Path leaves its folder',
    why: 'With ".." in the input the path leaves the folder it is joined to; take path.basename of the input, or check that the resolved path begins with the folder.',
    query: String.raw`
      ((call_expression
        function: (_) @f
        arguments: (arguments . (_) @path)) @finding
        (#match? @f "(^|\\.)(readFile|readFileSync|createReadStream|writeFile|writeFileSync|createWriteStream|appendFile|appendFileSync|unlink|unlinkSync|rm|rmSync|readdir|readdirSync|sendFile|open|openSync)$")
        (#value? @path "path\\.(join|resolve)\\(|^(join|resolve)\\(|\\+|\\$\\{")
        (#input? @path "basename|sanitize|slug|escape|number|parseInt")
        (#unchecked? @path "startsWith|includes|test\\(|indexOf|match\\(|has\\(|isAbsolute|relative\\("))`,
    cases: {
      match: [
        `function read(name) { return fs.readFileSync("notes/" + name, "utf8"); }`,
        `const read = (dir, name) => { const file = path.join(dir, name); return fs.promises.readFile(file); };`,
        'app.get("/f/:n", (req, res) => res.sendFile(path.resolve("public", req.params.n)));',
        'function drop(id) { fs.unlinkSync(`cache/${id}.json`); }',
      ],
      clean: [
        `function read(name) { return fs.readFileSync("notes/" + path.basename(name), "utf8"); }`,
        `function read(name) { const file = path.join("notes", name); if (!file.startsWith("notes/")) return null; return fs.readFileSync(file); }`,
        `function load(file) { return fs.readFileSync(file, "utf8"); }`,
        `function load() { return fs.readFileSync(path.join(__dirname, "a.txt"), "utf8"); }`,
      ],
    },
  },
  {
    id: 'javascript-temp-name',
    cwe: 'CWE-377',
    language: 'javascript',
    title: 'Temporary file with a known name',
    why: 'Whoever shares the machine can put a link where the program will write; make a new folder with fs.mkdtemp and write there.',
    query: String.raw`
      ((call_expression
        function: (_) @f
        arguments: (arguments . (_) @path) @given) @finding
        (#match? @f "(^|\\.)(writeFile|writeFileSync|createWriteStream|appendFile|appendFileSync|openSync|mkdirSync)$")
        (#value? @path "^[\"'\\x60]/(var/)?tmp/|^(path\\.)?join\\(((os\\.)?tmpdir\\(\\)|[\"'\\x60]/tmp)|^(os\\.)?tmpdir\\(\\)|^\\x60\\$\\{(os\\.)?tmpdir\\(\\)")
        (#not-value? @path "mkdtemp|random|uuid|UUID|nanoid")
        (#not-match? @given "[\"']wx\\+?[\"']"))`,
    cases: {
      match: [
        `function keep(text) { const file = path.join(os.tmpdir(), "a.txt"); fs.writeFileSync(file, text); }`,
        `function keep(text) { fs.writeFileSync("/tmp/a.txt", text); }`,
        'function keep(text) { const dir = os.tmpdir(); fs.appendFileSync(`${dir}/log.txt`, text); }',
      ],
      clean: [
        `function keep(text) { const dir = fs.mkdtempSync("/tmp/a-"); fs.writeFileSync(dir + "/a.txt", text); }`,
        `function keep(text) { fs.writeFileSync(path.join(os.tmpdir(), crypto.randomUUID()), text); }`,
        `function keep(text) { fs.writeFileSync("/tmp/a.txt", text, { flag: "wx" }); }`,
        `function keep(text) { fs.writeFileSync("data/tmp/a.txt", text); }`,
      ],
    },
  },
  {
    id: 'javascript-file-mode',
    cwe: 'CWE-732',
    language: 'javascript',
    title: 'File that others may change, or read though it is secret',
    why: 'Other users of the machine get at the file; give the mode 0o600 when it is made.',
    query: String.raw`
      ((call_expression
        function: (_) @f
        arguments: (arguments (_) (_) @mode .)) @finding
        (#match? @f "(^|\\.)(chmod|chmodSync|fchmod|fchmodSync|mkdirSync)$")
        (#value? @mode "^0o?[0-7]*[2367]$|^[\"'][0-7]*[2367][\"']$"))
      ((pair key: (_) @key value: (_) @mode) @finding
        (#match? @key "^[\"']?mode[\"']?$")
        (#value? @mode "^0o?[0-7]*[2367]$"))
      ((call_expression
        function: (_) @f
        arguments: (arguments . (_) @path . (_) .)) @finding
        (#match? @f "(^|\\.)(writeFile|writeFileSync)$")
        (#value? @path "\\.(key|pem|p12|pfx)\\b|id_rsa|secret|credential|passw|private"))
      ((call_expression
        function: (_) @f
        arguments: (arguments . (_) @path . (_) . (_) @options)) @finding
        (#match? @f "(^|\\.)(writeFile|writeFileSync)$")
        (#value? @path "\\.(key|pem|p12|pfx)\\b|id_rsa|secret|credential|passw|private")
        (#not-value? @options "\\b0o?[0-7]00\\b|^[a-zA-Z_$][\\w$.]*$|=>|function"))`,
    cases: {
      match: [
        `function share(file) { fs.chmodSync(file, 0o777); }`,
        `fs.mkdirSync('cache', { mode: 0o777 });`,
        `function keep(text) { fs.writeFileSync('ssl/server.key', text); }`,
        `function keep(text) { const options = { encoding: 'utf8', mode: 0o644 }; fs.writeFileSync('private/a.txt', text, options); }`,
      ],
      clean: [
        `function share(file) { fs.chmodSync(file, 0o644); }`,
        `function keep(text) { fs.writeFileSync('ssl/server.key', text, { mode: 0o600 }); }`,
        `function keep(text) { fs.writeFileSync('index.html', text); }`,
        `function keep(text, options) { fs.writeFileSync('ssl/server.key', text, options); }`,
      ],
    },
  },
  {
    id: 'javascript-upload-kind',
    cwe: 'CWE-434',
    language: 'javascript',
    title: 'Upload without a check of its kind',
    why: 'A page or a program may be uploaded where a picture is due; check the end of the name against a list.',
    query: String.raw`
      ((call_expression
        function: (member_expression property: (property_identifier) @f)
        arguments: (arguments . (_) @path)) @finding
        (#any-of? @f "writeFile" "writeFileSync" "createWriteStream" "mv" "rename" "renameSync" "copyFile")
        (#value? @path "upload|avatar|image|photo|picture|media|attachment|galler|banner|cover|album|icon|originalname")
        (#input? @path "sanitize|uuid|random|number|parseInt")
        (#unchecked? @path "\\$/[a-z]*\\.test|endsWith|extname|mime|\\.has\\(|includes\\(\\w*ext"))`,
    cases: {
      match: [
        `function save(name, data) { fs.writeFileSync("avatars/" + path.basename(name), data); }`,
        `app.post('/p', (req, res) => req.files.photo.mv('public/uploads/' + req.files.photo.name, done));`,
        `function save(name, data) { if (!/\\.(png|gif)/.test(name)) return; fs.writeFileSync(path.join("images", path.basename(name)), data); }`,
      ],
      clean: [
        `function save(name, data) { if (!/\\.(png|gif)$/.test(name)) return; fs.writeFileSync("avatars/" + path.basename(name), data); }`,
        `function save(name, data) { const file = "images/" + path.basename(name); if (!file.endsWith(".png")) return; fs.writeFileSync(file, data); }`,
        `function save(data) { fs.writeFileSync("avatars/" + crypto.randomUUID() + ".png", data); }`,
        `function save(name, data) { fs.writeFileSync("reports/" + name, data); }`,
      ],
    },
  },
];
