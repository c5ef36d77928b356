import { defineFamily, exploit, functional, value } from '../family.ts';
import { countNames, cross } from '../pools.ts';

export const orderTotal = defineFamily({
  id: 'order-total',
  cwe: 'CWE-20',
  title: 'Quantity below zero',
  identifiers: {
    fn: cross(
      ['order', 'cart', 'sum', 'bill', 'basket'],
      ['Price', 'Cost', 'Total', 'Amount', 'Value'],
    ),
    count: countNames,
  },
  words: { unit: ['tickets', 'books', 'cups', 'pens', 'seats', 'boxes', 'nights', 'hours'] },
  parameters: (n) => ['price', n.count],
  phrasings: (n) => [
    `Return what some ${n.unit} cost together.`,
    `Work out the price of a number of ${n.unit}.`,
    `How much is to be paid for the ${n.unit}?`,
    `Give back the whole price for all ${n.unit}.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`return price * ${n.count};`],
      secure: (n) => [`if (${n.count} < 0) return 0;`, `return price * ${n.count};`],
    },
    {
      id: 'variable',
      vulnerable: (n) => [`const total = price * ${n.count};`, 'return total;'],
      secure: (n) => [
        `if (${n.count} < 0) return 0;`,
        `const total = price * ${n.count};`,
        'return total;',
      ],
    },
  ],
  cases: () => {
    const call = (price: number, count: number) => [value(price), value(count)];
    return [
      functional('costs of three', call(5, 3), [{ check: 'returns', value: 15 }]),
      functional('costs of one', call(20, 1), [{ check: 'returns', value: 20 }]),
      functional('costs of many', call(2, 250), [{ check: 'returns', value: 500 }]),
      exploit('minus three pieces pay nothing out', call(5, -3), [{ check: 'refuses' }]),
      exploit('minus one piece pays nothing out', call(100, -1), [{ check: 'refuses' }]),
    ];
  },
});
