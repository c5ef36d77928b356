/**
 * What runs in the guest before any completion does. It captures the built-ins it needs, defines the
 * recording stubs and returns the functions the host calls. A stub knows nothing: it sends its
 * arguments as text to the one host function, `ask`, which records the effect and answers. So a
 * completion that overwrites JSON, Array.prototype or a stub can neither hide nor invent an effect.
 *
 * Written as text because it must survive bundlers and type strippers unchanged. Evaluates to
 * (ask) => { call, describe }, where
 *   call(functionName, argsText) → text of { polluted } and one of { returned }, { threw: {name, message} },
 *   { missing };
 *   describe(error) → text of { name, message }.
 */
export const guestPrelude = String.raw`
(function (ask) {
  'use strict';
  const global = globalThis;
  const stringify = JSON.stringify, parse = JSON.parse;
  const keysOf = Object.keys, isArray = Array.isArray, apply = Reflect.apply;
  const hasOwn = Object.hasOwn, define = Object.defineProperty;
  const HostError = Error;
  const watched = {
    'Object': Object, 'Object.prototype': Object.prototype, 'Array.prototype': Array.prototype,
    'Function.prototype': Function.prototype, 'String.prototype': String.prototype,
    'Object.prototype.toString': Object.prototype.toString,
  };

  // JSON text of a value as far as it can be read without its toJSON. Only operators and captured
  // functions: method calls on text or arrays would go through prototypes a completion can change.
  let budget = 0;
  function write(value, depth) {
    if (value === undefined || value === null) return 'null';
    if (typeof value === 'string') {
      return value.length > 20000 ? '{"$long":' + value.length + '}' : stringify(value);
    }
    if (typeof value === 'boolean') return value ? 'true' : 'false';
    if (typeof value === 'number') {
      return value - value === 0 ? stringify(value) : '{"$number":"' + value + '"}';
    }
    if (typeof value !== 'object') return '{"$kind":"' + typeof value + '"}';
    if (depth === 0 || budget <= 0) return '{"$kind":"too much"}';
    let text = '';
    if (isArray(value)) {
      const length = value.length;
      if (length > 2000) return '{"$long":' + length + '}';
      for (let i = 0; i < length && budget > 0; i++) {
        budget--;
        text += (i === 0 ? '' : ',') + write(value[i], depth - 1);
      }
      return '[' + text + ']';
    }
    const keys = keysOf(value);
    for (let i = 0; i < keys.length && budget > 0; i++) {
      budget--;
      text += (i === 0 ? '' : ',') + stringify(keys[i]) + ':' + write(value[keys[i]], depth - 1);
    }
    return '{' + text + '}';
  }
  function show(value) {
    budget = 5000;
    return write(value, 8);
  }

  function effect(name, args) {
    const answer = parse(ask(name, show(args)));
    if (hasOwn(answer, 'error')) throw new HostError(answer.error);
    return answer.value;
  }

  function expose(name, value) {
    define(global, name, { value: value, writable: true, configurable: true, enumerable: false });
  }
  function hashOf(algorithm) {
    let text = '';
    return {
      update(part) { text += part; return this; },
      digest(form) { return effect('digest', [algorithm, text, form]); },
    };
  }
  effect.stubs = {
    database: () => ({ query: (text, values) => effect('query', [text, values]) }),
    response: () => ({
      setHeader: (name, value) => { effect('header', [name, value]); },
      redirect: (target) => { effect('redirect', [target]); },
      cookie: (name, value, options) => { effect('cookie', [name, value, options]); },
    }),
    element: () => {
      const node = {};
      const setter = (key, name) => {
        let last = '';
        define(node, key, { get: () => last, set: (v) => { last = v; effect(name, [v]); } });
      };
      setter('innerHTML', 'html');
      setter('textContent', 'text');
      return node;
    },
  };
  const stubs = effect.stubs;
  delete effect.stubs;

  expose('execSync', (command) => effect('shell', [command]));
  expose('execFileSync', (program, args) => effect('process', [program, args]));
  expose('fs', { readFileSync: (file) => effect('read', [file]) });
  expose('path', {
    join: (...parts) => effect('join', [parts]),
    resolve: (...parts) => effect('resolve', [parts]),
    normalize: (file) => effect('join', [[file]]),
    basename: (file) => effect('basename', [file]),
  });
  expose('http', { get: (address) => effect('request', [address]) });
  expose('crypto', {
    createHash: (algorithm) => hashOf(algorithm),
    randomBytes: (size) => ({ toString: (form) => effect('random bytes', [size, form]) }),
    randomUUID: () => effect('random bytes', [16, 'hex']),
  });
  expose('URL', class URL {
    constructor(text) {
      const parts = effect('url', [text]);
      for (const key of ['href', 'protocol', 'hostname', 'pathname']) {
        define(this, key, { value: parts[key], enumerable: true });
      }
    }
  });
  Math.random = () => effect('weak random', []);
  // The real clock would make outcomes differ between runs.
  delete global.performance;

  function pollution() {
    let text = '';
    for (const name in watched) {
      if (!hasOwn(watched, name)) continue;
      const keys = keysOf(watched[name]);
      for (let i = 0; i < keys.length; i++) {
        text += (text === '' ? '' : ',') + stringify(name + '.' + keys[i]);
      }
    }
    return '[' + text + ']';
  }
  function describe(error) {
    try {
      const isObject = typeof error === 'object' && error !== null;
      const name = isObject ? error.name : typeof error;
      const message = isObject ? error.message : error;
      return '{"name":' + show('' + name) + ',"message":' + show('' + message) + '}';
    } catch {
      return '{"name":"Error","message":"an error that cannot be read"}';
    }
  }
  function call(functionName, argsText) {
    const given = parse(argsText);
    const args = [];
    for (let i = 0; i < given.length; i++) {
      const item = given[i];
      define(args, i, {
        value: hasOwn(item, 'stub') ? stubs[item.stub]() : item.value,
        writable: true, enumerable: true, configurable: true,
      });
    }
    const fn = global[functionName];
    if (typeof fn !== 'function') return '{"missing":true,"polluted":[]}';
    let report;
    try {
      report = '"returned":' + show(apply(fn, undefined, args));
    } catch (error) {
      report = '"threw":' + describe(error);
    }
    return '{' + report + ',"polluted":' + pollution() + '}';
  }
  return { call: call, describe: describe };
})
`;
