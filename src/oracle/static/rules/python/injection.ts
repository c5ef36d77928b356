/** Input that becomes SQL, a shell command, code, markup, or a path. */
import type { Rule } from '../../rule.ts';

export const pythonInjectionRules: readonly Rule[] = [
  {
    id: 'python-sql-text',
    cwe: 'CWE-89',
    language: 'python',
    title: 'SQL text built from input',
    why: 'Input becomes part of the text of an SQL query, where it can change the query; pass it as a parameter.',
    query: String.raw`
      ([(binary_operator operator: ["+" "%"]) (string (interpolation))] @finding
        (#whole? @finding)
        (#value? @finding "^[fFrR]*[\"']+\\s*(SELECT\\s[^]*\\sFROM\\s|select\\s[^]*\\sfrom\\s|(INSERT INTO|insert into|DELETE FROM|delete from)\\s|UPDATE\\s[^]*\\sSET\\s|update\\s[^]*\\sset\\s)")
        (#input? @finding "^int$|^float$|escape|quote")
        (#unchecked? @finding "\\bin\\b|match\\(|isdigit|isalnum|isinstance"))
      ((call function: (attribute object: [(string) (identifier)] @text attribute: (identifier) @f)
        arguments: (argument_list [(_) (keyword_argument value: (_))] @given)) @finding
        (#eq? @f "format")
        (#value? @text "^[rR]*[\"']+\\s*(SELECT\\s|select\\s|INSERT INTO\\s|DELETE FROM\\s|UPDATE\\s)")
        (#input? @given "^int$|^float$|escape|quote")
        (#unchecked? @given "\\bin\\b|match\\(|isdigit|isalnum|isinstance"))`,
    cases: {
      match: [
        `def find(cur, name):\n    cur.execute("SELECT * FROM users WHERE name = '" + name + "'")\n`,
        `def find(cur, name):\n    q = f"SELECT id FROM users WHERE name = '{name}'"\n    return cur.execute(q)\n`,
        `def find(cur, name):\n    cur.execute("DELETE FROM users WHERE name = '%s'" % name)\n`,
        `def find(cur, name):\n    cur.execute("SELECT * FROM users WHERE name = '{}'".format(name))\n`,
      ],
      clean: [
        `def find(cur, name):\n    cur.execute("SELECT * FROM users WHERE name = %s", (name,))\n`,
        `def find(cur):\n    cur.execute("SELECT * FROM " + TABLE + " WHERE id > 0")\n`,
        `def find(cur, id):\n    cur.execute("SELECT * FROM users WHERE id = %d" % int(id))\n`,
        `def label(name):\n    return f"Select a {name} from the list"\n`,
      ],
    },
  },
  {
    id: 'python-shell-command',
    cwe: 'CWE-78',
    language: 'python',
    title: 'Input becomes part of a shell command',
    why: 'A shell reads the command, so that a semicolon in the input starts another program; give subprocess a list, without shell=True.',
    query: String.raw`
      ((call function: (_) @f arguments: (argument_list . (_) @command)) @finding
        (#any-of? @f "os.system" "os.popen" "commands.getoutput" "subprocess.getoutput")
        (#input? @command "quote|escape|^int$"))
      ((call function: (_) @f
        arguments: (argument_list . (_) @command (keyword_argument name: (identifier) @option value: (true)))) @finding
        (#match? @f "^(subprocess\\.)?(run|call|check_call|check_output|Popen)$")
        (#eq? @option "shell")
        (#input? @command "quote|escape|^int$"))`,
    cases: {
      match: [
        `def ping(host):\n    os.system("ping -c 1 " + host)\n`,
        `def size(path):\n    return subprocess.check_output(f"du -s {path}", shell=True)\n`,
        `def ping(request):\n    cmd = "ping " + request.args["host"]\n    subprocess.run(cmd, shell=True)\n`,
      ],
      clean: [
        `def ping(host):\n    subprocess.run(["ping", "-c", "1", host])\n`,
        `def ping(host):\n    os.system("ping -c 1 " + shlex.quote(host))\n`,
        `def now():\n    return subprocess.check_output("date", shell=True)\n`,
        `def ping(host):\n    subprocess.run(["ping", host], shell=False)\n`,
      ],
    },
  },
  {
    id: 'python-code-from-text',
    cwe: 'CWE-95',
    language: 'python',
    title: 'Text is run as code',
    why: 'Whoever writes the text decides what the program does; read data with json.loads or ast.literal_eval.',
    query: String.raw`
      ((call function: (identifier) @f arguments: (argument_list . (_) @code)) @finding
        (#any-of? @f "eval" "exec")
        (#input? @code))`,
    cases: {
      match: [
        `def read(text):\n    return eval(text)\n`,
        `def run(code):\n    exec("x = " + code)\n`,
        `def read(request):\n    data = request.form["sum"].strip()\n    return eval(data)\n`,
      ],
      clean: [
        `def read(text):\n    return ast.literal_eval(text)\n`,
        `def two():\n    return eval("1 + 1")\n`,
        `def run(model):\n    model.eval()\n`,
      ],
    },
  },
  {
    id: 'python-path-folder',
    cwe: 'CWE-22',
    language: 'python',
    title: 'Path leaves its folder',
    why: 'With ".." in the input the path leaves the folder it is joined to; take os.path.basename of it, or check the resolved path.',
    query: String.raw`
      ((call function: (_) @f arguments: (argument_list . (_) @path)) @finding
        (#any-of? @f "open" "io.open" "os.remove" "os.unlink" "shutil.rmtree" "send_file" "flask.send_file" "os.listdir")
        (#value? @path "path\\.join\\(|\\+|^[fF][\"'][^]*\\{|%|\\.format\\(")
        (#input? @path "basename|secure_filename|safe_join|^int$|^str$|uuid")
        (#unchecked? @path "startswith|realpath|abspath|commonpath|commonprefix|\\bin\\b|match\\(|is_relative_to"))
      ((call function: (attribute attribute: (identifier) @f) arguments: (argument_list) @given) @finding
        (#eq? @f "extractall")
        (#not-match? @given "filter|members"))`,
    cases: {
      match: [
        `def read(name):\n    return open("notes/" + name).read()\n`,
        `def read(folder, name):\n    path = os.path.join(folder, name)\n    with open(path) as f:\n        return f.read()\n`,
        `def read(name):\n    return open(f"notes/{name}").read()\n`,
        `def unpack(file, folder):\n    tarfile.open(file).extractall(folder)\n`,
      ],
      clean: [
        `def read(name):\n    return open("notes/" + os.path.basename(name)).read()\n`,
        `def read(path):\n    return open(path).read()\n`,
        `def read(folder, name):\n    path = os.path.realpath(os.path.join(folder, name))\n    if not path.startswith(folder):\n        return None\n    return open(path).read()\n`,
        `def unpack(file, folder):\n    tarfile.open(file).extractall(folder, filter="data")\n`,
      ],
    },
  },
  {
    id: 'python-markup',
    cwe: 'CWE-79',
    language: 'python',
    title: 'Input becomes markup of the page',
    why: 'A tag in the input becomes part of the page and may run a script; escape it, and leave the escaping of templates on.',
    query: String.raw`
      ((call function: (_) @f arguments: (argument_list) @given) @finding
        (#match? @f "^(jinja2\\.)?Environment$")
        (#not-match? @given "autoescape *= *(True|select_autoescape|[a-z])"))
      ((call function: (_) @f arguments: (argument_list . (_) @html)) @finding
        (#match? @f "^(markupsafe\\.)?Markup$|mark_safe$|^(flask\\.)?(make_response|render_template_string)$")
        (#value? @html "\\+|^[fF][\"']|%|\\.format\\(")
        (#input? @html "escape|clean|sanitize|^int$"))
      ([(binary_operator operator: ["+" "%"]) (string (interpolation))] @finding
        (#whole? @finding)
        (#value? @finding "^[fFrR]*[\"']+\\s*<[a-z!]")
        (#input? @finding "escape|clean|sanitize|^int$|quote"))`,
    cases: {
      match: [
        `env = jinja2.Environment(loader=loader)\n`,
        `def hello(name):\n    return Markup("Hello " + name)\n`,
        `def hello(name):\n    return f"<b>{name}</b>"\n`,
        `def hello(request):\n    return make_response("Hello " + request.args["name"])\n`,
      ],
      clean: [
        `env = jinja2.Environment(loader=loader, autoescape=True)\n`,
        `def hello(name):\n    return f"<b>{html.escape(name)}</b>"\n`,
        `def hello(name):\n    return render_template("hello.html", name=name)\n`,
      ],
    },
  },
];
