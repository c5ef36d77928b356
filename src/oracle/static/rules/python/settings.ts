/** Weak calls and options: loaders, hashes, random numbers, certificates, temporary files. */
import type { Rule } from '../../rule.ts';

export const pythonSettingRules: readonly Rule[] = [
  {
    id: 'python-building-loader',
    cwe: 'CWE-502',
    language: 'python',
    title: 'Loader that builds objects',
    why: 'The data decides which functions are called while it is read; use yaml.safe_load or json.loads.',
    query: String.raw`
      ((call function: (_) @f arguments: (argument_list) @given) @finding
        (#any-of? @f "yaml.load" "yaml.load_all")
        (#not-match? @given "SafeLoader|CSafeLoader|BaseLoader"))
      ((call function: (_) @f) @finding
        (#match? @f "^yaml\\.(unsafe_load|full_load)(_all)?$"))
      ((call function: (_) @f arguments: (argument_list . (_) @data)) @finding
        (#match? @f "^(c?[pP]ickle|dill|cloudpickle|marshal|jsonpickle)\\.(loads?|decode)$")
        (#input? @data))`,
    cases: {
      match: [
        `def read(text):\n    return yaml.load(text)\n`,
        `config = yaml.load(open("a.yml"), Loader=yaml.Loader)\n`,
        `def read(data):\n    return pickle.loads(data)\n`,
      ],
      clean: [
        `def read(text):\n    return yaml.safe_load(text)\n`,
        `def read(text):\n    return yaml.load(text, Loader=yaml.SafeLoader)\n`,
        `def read(text):\n    return json.loads(text)\n`,
      ],
    },
  },
  {
    id: 'python-weak-hash',
    cwe: 'CWE-328',
    language: 'python',
    title: 'Weak hash',
    why: 'Two texts with the same md5 or sha1 can be made; use sha256.',
    query: String.raw`
      ((call function: (_) @f arguments: (argument_list) @given) @finding
        (#match? @f "^(hashlib\\.)?(md5|sha1)$")
        (#not-match? @given "usedforsecurity *= *False"))
      ((call function: (_) @f arguments: (argument_list . (_) @name) @given) @finding
        (#eq? @f "hashlib.new")
        (#value? @name "^[\"'](md4|md5|sha1|MD5|SHA1)[\"']$")
        (#not-match? @given "usedforsecurity *= *False"))`,
    cases: {
      match: [
        `def digest(text):\n    return hashlib.md5(text).hexdigest()\n`,
        `h = hashlib.sha1()\n`,
        `h = hashlib.new("md5")\n`,
      ],
      clean: [
        `h = hashlib.sha256(text)\n`,
        `h = hashlib.md5(text, usedforsecurity=False)\n`,
        `h = hashlib.new(name)\n`,
      ],
    },
  },
  {
    id: 'python-guessable-random',
    cwe: 'CWE-338',
    language: 'python',
    title: 'Guessable random number',
    why: 'The next numbers of random can be computed from earlier ones; use secrets for what nobody may guess.',
    query: String.raw`
      ((assignment left: (_) @name right: (_) @value) @finding
        (#match? @name "(token|secret|password|passwd|nonce|salt|otp|session_id|api_key|key)$")
        (#match? @value "\\brandom\\.(random|randint|choice|choices|randrange|getrandbits|sample)\\("))`,
    cases: {
      match: [
        `token = random.randint(0, 10 ** 9)\n`,
        `def reset(user):\n    user.reset_token = "".join(random.choice(LETTERS) for _ in range(16))\n`,
        `password = "".join(random.sample(LETTERS, 8))\n`,
      ],
      clean: [
        `token = secrets.token_hex(16)\n`,
        `x = random.random()\n`,
        `password = "".join(secrets.choice(LETTERS) for _ in range(16))\n`,
      ],
    },
  },
  {
    id: 'python-unchecked-certificate',
    cwe: 'CWE-295',
    language: 'python',
    title: 'Certificate is not checked',
    why: 'Anybody on the way can answer for the server; leave the check on.',
    query: String.raw`
      ((call function: (_) @f
        arguments: (argument_list (keyword_argument name: (identifier) @option value: (false)))) @finding
        (#match? @f "^(requests|session|httpx|client|self\\.session)\\.(get|post|put|patch|delete|head|request)$")
        (#eq? @option "verify"))
      ((call function: (_) @f) @finding (#eq? @f "ssl._create_unverified_context"))
      ((assignment left: (attribute attribute: (identifier) @name) right: (_) @value) @finding
        (#eq? @name "verify_mode")
        (#match? @value "CERT_NONE"))`,
    cases: {
      match: [
        `r = requests.get(url, verify=False)\n`,
        `context = ssl._create_unverified_context()\n`,
        `context.verify_mode = ssl.CERT_NONE\n`,
      ],
      clean: [
        `r = requests.get(url)\n`,
        `r = requests.get(url, verify="ca.pem")\n`,
        `form.check(data, verify=False)\n`,
      ],
    },
  },
  {
    id: 'python-temp-name',
    cwe: 'CWE-377',
    language: 'python',
    title: 'Temporary file with a known name',
    why: 'Another user can make the file first; use tempfile.mkstemp or NamedTemporaryFile.',
    query: String.raw`
      ((call function: (_) @f) @finding (#any-of? @f "tempfile.mktemp" "os.tempnam" "os.tmpnam"))
      ((call function: (identifier) @f arguments: (argument_list . (_) @path . (_) @mode)) @finding
        (#eq? @f "open")
        (#value? @path "^[fF]?[\"']/tmp/")
        (#match? @mode "[wa]"))`,
    cases: {
      match: [
        `name = tempfile.mktemp()\n`,
        `def keep(text):\n    with open("/tmp/a.txt", "w") as f:\n        f.write(text)\n`,
        `def keep(text):\n    path = "/tmp/a.txt"\n    open(path, "a").write(text)\n`,
      ],
      clean: [
        `fd, name = tempfile.mkstemp()\n`,
        `def load():\n    return open("/tmp/a.txt", "r").read()\n`,
        `with tempfile.NamedTemporaryFile() as f:\n    f.write(text)\n`,
      ],
    },
  },
  {
    id: 'python-outside-entities',
    cwe: 'CWE-611',
    language: 'python',
    title: 'XML with outside entities',
    why: 'An entity in the XML can name a file of the machine, whose text is then put in; set resolve_entities=False.',
    query: String.raw`
      ((call function: (_) @f arguments: (argument_list) @given) @finding
        (#match? @f "^(lxml\\.)?(etree\\.)?XMLParser$")
        (#match? @f "etree|lxml")
        (#not-match? @given "resolve_entities *= *False"))
      ((call function: (attribute attribute: (identifier) @f)
        arguments: (argument_list . (_) @feature . (_) @value)) @finding
        (#eq? @f "setFeature")
        (#match? @feature "feature_external_ges|external-general-entities")
        (#match? @value "^(True|1)$"))`,
    cases: {
      match: [
        `parser = etree.XMLParser()\n`,
        `parser = lxml.etree.XMLParser(resolve_entities=True)\n`,
        `parser.setFeature(feature_external_ges, True)\n`,
      ],
      clean: [
        `parser = etree.XMLParser(resolve_entities=False)\n`,
        `parser.setFeature(feature_external_ges, False)\n`,
        `parser = HTMLParser()\n`,
      ],
    },
  },
];
