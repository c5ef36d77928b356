/**
 * What runs in the guest before any completion does. It captures the built-ins it needs, defines the
 * recording stubs of all areas of effects (src/oracle/effects) and returns the functions the host calls. A stub knows nothing: it sends its
 * arguments as text to the one host function, `ask`, which records the effect and answers. So a
 * completion that overwrites JSON, Array.prototype or a stub can neither hide nor invent an effect.
 *
 * Written as text because it must survive bundlers and type strippers unchanged. Evaluates to
 * (ask) => { call, describe }, where
 *   call(functionName, argsText) → text of { polluted } and one of { returned }, { threw: {name, message} },
 *   { missing };
 *   describe(error) → text of { name, message }.
 */
import { areas } from './effects/areas.ts';

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
  const stubs = {};
  const waiting = [];
  function later(callback) {
    define(waiting, waiting.length, { value: callback, writable: true, configurable: true });
  }
${areas.map(({ guest }) => guest).join('')}
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
    waiting.length = 0;
    try {
      const returned = apply(fn, undefined, args);
      for (let i = 0; i < waiting.length; i++) apply(waiting[i], undefined, []);
      report = '"returned":' + show(returned);
    } catch (error) {
      report = '"threw":' + describe(error);
    }
    return '{' + report + ',"polluted":' + pollution() + '}';
  }
  return { call: call, describe: describe };
})
`;
