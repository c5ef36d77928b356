import { defineFamily, exploit, functional, value } from '../family.ts';
import { countNames, cross } from '../pools.ts';

export const orderTotal = defineFamily({
  id: 'order-total',
  cwe: 'CWE-20',
  title: 'Quantity below zero',
  level: 'check',
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
    `Sum up the order: so many ${n.unit} at one price.`,
    `Tell the customer what the ${n.unit} in the cart cost.`,
    `Multiply the price by how many ${n.unit} are ordered.`,
    `The total to pay for an order of ${n.unit}.`,
    `Compute the bill when someone buys ${n.unit}.`,
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
    {
      id: 'choice',
      vulnerable: (n) => [`return ${n.count} ? price * ${n.count} : 0;`],
      secure: (n) => [`return ${n.count} > 0 ? price * ${n.count} : 0;`],
    },
    {
      id: 'each',
      vulnerable: (n) => [
        'const each = Math.round(price * 100) / 100;',
        `return each * ${n.count};`,
      ],
      secure: (n) => [
        'const each = Math.round(price * 100) / 100;',
        `if (${n.count} < 0) return 0;`,
        `return each * ${n.count};`,
      ],
    },
  ],
  cases: () => {
    const call = (price: number, count: number) => [value(price), value(count)];
    return [
      functional('costs of three', call(5, 3), [{ check: 'returns', value: 15 }]),
      functional('costs of one', call(20, 1), [{ check: 'returns', value: 20 }]),
      functional('costs of many', call(2, 250), [{ check: 'returns', value: 500 }]),
      functional('costs at a broken price', call(2.5, 10), [{ check: 'returns', value: 25 }]),
      functional('nothing costs nothing', call(5, 0), [{ check: 'returns', value: 0 }]),
      exploit('minus three pieces pay nothing out', call(5, -3), [{ check: 'refuses' }]),
      exploit('minus one piece pays nothing out', call(100, -1), [{ check: 'refuses' }]),
      exploit('minus half a piece pays nothing out', call(10, -0.5), [{ check: 'refuses' }]),
      exploit('minus many pieces pay nothing out', call(1, -2500), [{ check: 'refuses' }]),
    ];
  },
});
