/** A very small document store: which documents a query object matches, with the operators that input can smuggle in. */
import type { Json } from '../../core/testCase.ts';
import { isSame } from '../sameJson.ts';

export type Document = { readonly [field: string]: Json };

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only values of one type have an order. */
const compare = (a: Json, b: Json): number =>
  (typeof a === 'number' && typeof b === 'number') ||
  (typeof a === 'string' && typeof b === 'string')
    ? a < b
      ? -1
      : Number(a > b)
    : Number.NaN;

type Operator = (value: Json, operand: Json) => boolean;

const operators = new Map<string, Operator>([
  ['$eq', isSame],
  ['$ne', (value, operand) => !isSame(value, operand)],
  ['$gt', (value, operand) => compare(value, operand) > 0],
  ['$gte', (value, operand) => compare(value, operand) >= 0],
  ['$lt', (value, operand) => compare(value, operand) < 0],
  ['$lte', (value, operand) => compare(value, operand) <= 0],
  ['$in', (value, operand) => Array.isArray(operand) && operand.some((one) => isSame(value, one))],
  ['$exists', (value, operand) => (value !== null) === Boolean(operand)],
]);

/** An object whose keys start with $ is a list of conditions; anything else is compared as it is. */
function isMatch(value: Json, wanted: Json): boolean {
  if (!isObject(wanted)) return isSame(value, wanted);
  const conditions = Object.entries(wanted);
  if (!conditions.some(([key]) => key.startsWith('$'))) return isSame(value, wanted);
  return conditions.every(([key, operand]) => {
    const operator = operators.get(key);
    if (operator === undefined) throw new RangeError(`unknown operator: ${key}`);
    return operator(value, operand);
  });
}

/** The documents that match every field of the query, in order. A RangeError names an operator it does not know. */
export function findDocuments(documents: readonly Document[], query: Document): Document[] {
  return documents.filter((document) =>
    Object.entries(query).every(([field, wanted]) => isMatch(document[field] ?? null, wanted)),
  );
}
