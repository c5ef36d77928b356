import { describe, expect, it } from 'vitest';
import type { Json } from '../../core/testCase.ts';
import { findDocuments } from './documents.ts';

const documents = [
  { id: 1, name: 'ann', tags: ['a'] },
  { id: 2, name: 'bob', tags: ['a', 'b'] },
  { id: 3 },
];
const idsOf = (query: { [field: string]: Json }) =>
  findDocuments(documents, query).map((document) => document['id']);

describe('findDocuments', () => {
  it.each<[{ [field: string]: Json }, number[]]>([
    [{}, [1, 2, 3]],
    [{ name: 'bob' }, [2]],
    [{ name: 'bob', id: 1 }, []],
    [{ name: null }, [3]],
    [{ name: { $ne: null } }, [1, 2]],
    [{ name: { $gt: '' } }, [1, 2]],
    [{ id: { $gte: 2, $lt: 3 } }, [2]],
    [{ id: { $lte: '3' } }, []],
    [{ name: { $in: ['ann', 'eve'] } }, [1]],
    [{ name: { $exists: false } }, [3]],
    [{ name: { $eq: 'ann' } }, [1]],
    [{ name: { $eq: { $ne: null } } }, []],
    [{ tags: ['a', 'b'] }, [2]],
    [{ name: { first: 'ann' } }, []],
  ])('%j', (query, ids) => {
    expect(idsOf(query)).toEqual(ids);
  });

  it('refuses an operator it does not know', () => {
    expect(() => idsOf({ name: { $where: '1' } })).toThrow('unknown operator: $where');
  });
});
