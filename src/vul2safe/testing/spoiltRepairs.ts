/** Repairs that only look like one, each with the reason for which it must be refused. */
import type { RejectReason } from '../reasons.ts';

export interface SpoiltRepair {
  readonly name: string;
  readonly language: string;
  readonly cwe: string;
  readonly code: string;
  readonly secure: string;
  readonly reason: RejectReason;
}

const js = {
  language: 'javascript',
  cwe: 'CWE-89',
  code: `function findUser(db, name) {
  const sql = "SELECT * FROM users WHERE name = '" + name + "'";
  return db.query(sql);
}
`,
};
const python = {
  language: 'py',
  cwe: 'CWE-78',
  code: `def ping(host):
    """Ask a host for a sign of life."""
    command = "ping -c 1 " + host
    return os.system(command)
`,
};
const c = {
  language: 'c',
  cwe: 'CWE-120',
  code: `int greet(char *out, const char *name) {
  strcpy(out, "Hello ");
  strcat(out, name);
  return (int)strlen(out);
}
`,
};
const tested = {
  language: 'javascript',
  cwe: 'CWE-22',
  code: `function read(fs, name) {
  return fs.readFileSync('/data/' + name);
}
test('reads a file', () => {
  assert.equal(read(fake, 'a.txt'), 'A');
  expect(() => read(fake, '')).toThrow('none');
});
`,
};

export const spoiltRepairs: readonly SpoiltRepair[] = [
  {
    ...js,
    name: 'the body deleted',
    reason: 'constant-return',
    secure: 'function findUser(db, name) {\n}\n',
  },
  {
    ...js,
    name: 'most of a longer body deleted',
    reason: 'deleted-body',
    code: js.code.replace(
      '  return',
      '  log.info(name, sql);\n  db.open(config.path, config.mode);\n  return',
    ),
    secure: 'function findUser(db, name) {\n  return [name];\n}\n',
  },
  {
    ...js,
    name: 'a constant returned',
    reason: 'constant-return',
    secure: 'function findUser(db, name) {\n  return [];\n}\n',
  },
  {
    ...js,
    name: 'an error thrown instead',
    reason: 'constant-return',
    secure: "function findUser(db, name) {\n  throw new Error('not allowed');\n}\n",
  },
  {
    ...js,
    name: 'the sink commented out',
    reason: 'commented-out',
    secure: js.code.replace('return db.query(sql);', '// return db.query(sql);\n  return null;'),
  },
  {
    ...js,
    name: 'the sink in a block comment',
    reason: 'commented-out',
    secure: js.code.replace('return db.query(sql);', '/* db.query(sql); */\n  return log(sql);'),
  },
  {
    ...js,
    name: 'renamed',
    reason: 'renamed',
    secure: js.code.replace('findUser', 'findUserSafely').replace('(sql)', '(sql, [])'),
  },
  {
    ...js,
    name: 'another parameter',
    reason: 'signature-changed',
    secure: js.code
      .replace('(db, name)', '(db, name, allowed)')
      .replace('(sql)', '(sql, [allowed])'),
  },
  {
    ...js,
    name: 'a comment alone',
    reason: 'only-comments',
    secure: js.code.replace('  return', '  // name is trusted here\n  return'),
  },
  { ...js, name: 'layout alone', reason: 'unchanged', secure: js.code.replaceAll('  ', '\t') },
  {
    ...js,
    name: 'broken syntax',
    reason: 'does-not-parse',
    secure: js.code.replace('(sql);', '(sql, [name];'),
  },
  {
    ...js,
    name: 'something that leaves the weakness',
    reason: 'finding-stays',
    secure: js.code.replace('const sql', 'const limit = 10;\n  const sql'),
  },
  {
    ...js,
    name: 'everything written anew',
    reason: 'too-large',
    secure:
      'function findUser(db, name) {\n  for (const row of db.all("users")) if (row.name === name) { const copy = { ...row }; delete copy.hash; return [copy]; }\n  const none = []; none.total = 0; none.asked = Date.now(); return freeze(none);\n}\n',
  },
  {
    ...python,
    name: 'a comment alone, in Python',
    reason: 'only-comments',
    secure: python.code.replace('    return', '    # host is checked by the caller\n    return'),
  },
  {
    ...python,
    name: 'another description alone',
    reason: 'only-comments',
    secure: python.code.replace('Ask a host', 'Safely ask a host'),
  },
  {
    ...python,
    name: 'the sink commented out, in Python',
    reason: 'commented-out',
    secure: python.code.replace(
      '    return os.system(command)',
      '    # return os.system(command)\n    return print(command)',
    ),
  },
  {
    ...python,
    name: 'nothing done, in Python',
    reason: 'constant-return',
    secure: 'def ping(host):\n    """Ask a host for a sign of life."""\n    return None\n',
  },
  {
    ...python,
    name: 'renamed, in Python',
    reason: 'renamed',
    secure: python.code
      .replace('ping(host)', 'safe_ping(host)')
      .replace('os.system(command)', 'run(["ping", host])'),
  },
  {
    ...c,
    name: 'a constant returned, in C',
    reason: 'constant-return',
    secure: 'int greet(char *out, const char *name) {\n  return 0;\n}\n',
  },
  {
    ...c,
    name: 'another parameter, in C',
    reason: 'signature-changed',
    secure: c.code
      .replace('(char *out,', '(char *out, size_t size,')
      .replace('strcat(out, name)', 'strncat(out, name, size)'),
  },
  {
    ...c,
    name: 'the sink commented out, in C',
    reason: 'commented-out',
    secure: c.code.replace('  strcat(out, name);', '  /* strcat(out, name); */'),
  },
  {
    ...tested,
    name: 'an assertion weakened',
    reason: 'weakened-test',
    secure: tested.code
      .replace("'/data/' + name", "'/data/' + path.basename(name)")
      .replace("assert.equal(read(fake, 'a.txt'), 'A')", "assert.ok(read(fake, 'a.txt'))"),
  },
  {
    ...tested,
    name: 'an assertion taken out',
    reason: 'weakened-test',
    secure: tested.code
      .replace("'/data/' + name", "'/data/' + path.basename(name)")
      .replace("  expect(() => read(fake, '')).toThrow('none');\n", ''),
  },
  {
    ...tested,
    name: 'a test switched off',
    reason: 'weakened-test',
    secure: tested.code
      .replace("'/data/' + name", "'/data/' + path.basename(name)")
      .replace("test('reads", "test.skip('reads"),
  },
];
