/** Calls that write past a buffer, and calls that read their text as commands or formats. */
import type { Rule } from '../../rule.ts';

export const cMemoryRules: readonly Rule[] = [
  {
    id: 'c-unbounded-copy',
    cwe: 'CWE-120',
    language: 'c',
    title: 'Copy without a bound',
    why: 'The text may be longer than the array it is copied to; use snprintf with the size of the array, or check the length before.',
    query: String.raw`
      ((call_expression function: (identifier) @f
        arguments: (argument_list . (_) @to . [(identifier) (field_expression) (subscript_expression) (pointer_expression)] @from .)) @finding
        (#any-of? @f "strcpy" "strcat" "stpcpy" "wcscpy" "wcscat")
        (#not-value? @from "^L?\"")
        (#unchecked? @from "strlen|sizeof|wcslen")
        (#not-function? @to "alloc\\(|strdup\\("))
      ((call_expression function: (identifier) @f
        arguments: (argument_list . (_) . (string_literal) @format . (_) @value)) @finding
        (#any-of? @f "sprintf" "vsprintf")
        (#match? @format "%-?[0-9]*s")
        (#unchecked? @value "strlen|sizeof")
        (#not-function? @value "alloc\\(|strlen\\("))
      ((call_expression function: (identifier) @f) @finding (#eq? @f "gets"))
      ((call_expression function: (identifier) @f
        arguments: (argument_list (string_literal) @format)) @finding
        (#any-of? @f "scanf" "sscanf" "fscanf")
        (#match? @format "%(s|\\[)"))`,
    cases: {
      match: [
        `void keep(const char *name) { char buf[16]; strcpy(buf, name); }`,
        `void keep(const char *name) { char buf[16]; sprintf(buf, "hi %s", name); }`,
        `void ask(void) { char buf[16]; gets(buf); }`,
        `void ask(void) { char buf[16]; scanf("%s", buf); }`,
      ],
      clean: [
        `void keep(const char *name) { char buf[16]; snprintf(buf, sizeof buf, "%s", name); }`,
        `void keep(void) { char buf[16]; strcpy(buf, "ready"); }`,
        `void keep(const char *name) { char buf[16]; if (strlen(name) >= sizeof(buf)) return; strcpy(buf, name); }`,
        `void ask(void) { char buf[16]; scanf("%15s", buf); }`,
        `void keep(int n) { char buf[16]; sprintf(buf, "%d", n); }`,
      ],
    },
  },
  {
    id: 'c-shell-command',
    cwe: 'CWE-78',
    language: 'c',
    title: 'Input becomes part of a shell command',
    why: 'A shell reads the command, so that a semicolon in the input starts another program; use execv with a list of arguments.',
    query: String.raw`
      ((call_expression function: (identifier) @f arguments: (argument_list . (_) @command)) @finding
        (#any-of? @f "system" "popen" "execlp")
        (#not-value? @command "^\"")
        (#input? @command))`,
    cases: {
      match: [
        `int run(const char *cmd) { return system(cmd); }`,
        `void ping(const char *host) { char cmd[99]; snprintf(cmd, sizeof cmd, "ping %s", host); system(cmd); }`,
        `int main(int argc, char **argv) { FILE *f = popen(argv[1], "r"); return 0; }`,
      ],
      clean: [
        `void clear(void) { system("clear"); }`,
        `void ping(char *host) { char *args[] = {"ping", host, NULL}; execv("/bin/ping", args); }`,
        `void show(void) { const char *cmd = "date"; system(cmd); }`,
      ],
    },
  },
  {
    id: 'c-format-from-input',
    cwe: 'CWE-134',
    language: 'c',
    title: 'Input as the format',
    why: 'Marks such as %n in the input read and write memory; print it with "%s".',
    query: String.raw`
      ((call_expression function: (identifier) @f arguments: (argument_list . (_) @format .)) @finding
        (#eq? @f "printf")
        (#input? @format))
      ((call_expression function: (identifier) @f arguments: (argument_list . (_) . (_) @format .)) @finding
        (#any-of? @f "fprintf" "sprintf" "syslog")
        (#input? @format))
      ((call_expression function: (identifier) @f arguments: (argument_list . (_) . (_) . (_) @format .)) @finding
        (#eq? @f "snprintf")
        (#input? @format))`,
    cases: {
      match: [
        `void say(const char *text) { printf(text); }`,
        `void say(char *text) { fprintf(stderr, text); }`,
        `void say(char *text) { char buf[9]; snprintf(buf, sizeof buf, text); }`,
      ],
      clean: [
        `void say(const char *text) { printf("%s", text); }`,
        `void say(void) { printf("ready"); }`,
        `void say(char *text) { fprintf(stderr, "%s", text); }`,
      ],
    },
  },
  {
    id: 'c-temp-name',
    cwe: 'CWE-377',
    language: 'c',
    title: 'Temporary file with a known name',
    why: 'Another user can make the file first; use mkstemp.',
    query: String.raw`
      ((call_expression function: (identifier) @f) @finding (#any-of? @f "mktemp" "tmpnam" "tempnam" "tmpnam_r"))`,
    cases: {
      match: [
        `void f(void) { char *name = tmpnam(NULL); }`,
        `void f(char *t) { mktemp(t); }`,
        `char *g(void) { return tempnam("/tmp", "a"); }`,
      ],
      clean: [
        `void f(char *t) { int fd = mkstemp(t); }`,
        `void f(void) { FILE *file = tmpfile(); }`,
        `void f(void) { int mktemp_count = 1; use(mktemp_count); }`,
      ],
    },
  },
  {
    id: 'c-guessable-random',
    cwe: 'CWE-338',
    language: 'c',
    title: 'Guessable random number',
    why: 'The next numbers of rand can be computed from earlier ones; use getrandom for what nobody may guess.',
    query: String.raw`
      ((assignment_expression left: (_) @name right: (_) @value) @finding
        (#match? @name "(token|secret|passw|nonce|salt|otp|session|key|cookie)")
        (#match? @value "\\b(rand|random|lrand48|rand_r)\\("))
      ((init_declarator declarator: (_) @name value: (_) @value) @finding
        (#match? @name "(token|secret|passw|nonce|salt|otp|session|key|cookie)")
        (#match? @value "\\b(rand|random|lrand48|rand_r)\\("))`,
    cases: {
      match: [
        `void f(void) { int token = rand(); }`,
        `void f(char *session) { session[0] = 'a' + rand() % 26; }`,
        `void f(struct s *u) { u->nonce = random(); }`,
      ],
      clean: [
        `void f(void) { int x = rand() % 6; }`,
        `void f(unsigned char *token) { getrandom(token, 16, 0); }`,
        `int f(int token) { return token + 1; }`,
      ],
    },
  },
];
