/** Uses a library whose types are not installed: what comes out of it is unknown until it is parsed. */

function memberOf(owner: unknown, name: string): unknown {
  if ((typeof owner !== 'object' || owner === null) && typeof owner !== 'function') {
    throw new Error(`The engine gave ${typeof owner} where something with ${name} was expected.`);
  }
  return Reflect.get(owner, name);
}

const missing = (name: string) =>
  new Error(`The engine has no ${name}, so it is not the version that this was written for.`);

/** Calls a method. */
export function callMethod(owner: unknown, name: string, ...values: unknown[]): unknown {
  const method = memberOf(owner, name);
  if (typeof method !== 'function') throw missing(name);
  return Reflect.apply(method, owner, values);
}

/** Makes an object of a class. */
export function construct(owner: unknown, name: string, ...values: unknown[]): unknown {
  const constructor = memberOf(owner, name);
  if (typeof constructor !== 'function') throw missing(name);
  return Reflect.construct(constructor, values);
}
