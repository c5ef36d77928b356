/** A message says how long it is, and more is sent back than it holds. */
import { defineFamily, exploit, functional, value } from '../family.ts';
import { byteNames, cross } from '../pools.ts';

export const echoBytes = defineFamily({
  id: 'echo-bytes',
  cwe: 'CWE-125',
  title: 'Reads past its own message',
  level: 'body',
  identifiers: {
    fn: cross(['echo', 'bounce', 'answer', 'reply'], ['Ping', 'Pulse', 'Heartbeat', 'Probe']),
    bytes: byteNames,
  },
  words: {},
  parameters: (n) => [n.bytes, 'ping'],
  phrasings: () => [
    'Send back the payload of a ping; its first byte is the size.',
    'Answer a heartbeat with its own bytes, as many as byte one says.',
    'Echo a message of the buffer: a size, then that many bytes.',
    'Bounce the bytes that follow the size byte of a probe.',
    'Reply to the ping that begins at its start with its payload.',
    'Copy the payload of a pulse out of the shared buffer.',
    'The first byte counts the payload bytes; return these.',
    'Return what a probe carries, leaving its size byte out.',
    'Read the size of a heartbeat, then give its bytes back.',
    'Take a ping out of the memory and return the bytes it holds.',
  ],
  ways: [
    {
      id: 'slice',
      vulnerable: (n) => [
        `const size = ${n.bytes}[ping.start];`,
        `return ${n.bytes}.slice(ping.start + 1, ping.start + 1 + size);`,
      ],
      secure: (n) => [
        `const size = ${n.bytes}[ping.start];`,
        'if (ping.start + 1 + size > ping.end) return [];',
        `return ${n.bytes}.slice(ping.start + 1, ping.start + 1 + size);`,
      ],
    },
    {
      id: 'loop',
      vulnerable: (n) => [
        'const reply = [];',
        `const size = ${n.bytes}[ping.start];`,
        'for (let i = ping.start + 1; i <= ping.start + size; i++) {',
        `  reply.push(${n.bytes}[i]);`,
        '}',
        'return reply;',
      ],
      secure: (n) => [
        'const reply = [];',
        `const size = ${n.bytes}[ping.start];`,
        `for (const item of ${n.bytes}.slice(ping.start + 1, ping.end)) {`,
        '  if (reply.length < size) reply.push(item);',
        '}',
        'return reply;',
      ],
    },
    {
      id: 'spread',
      vulnerable: (n) => [
        `const [count, ...rest] = ${n.bytes}.slice(ping.start);`,
        'return rest.slice(0, count);',
      ],
      secure: (n) => [
        `const [count, ...rest] = ${n.bytes}.slice(ping.start, ping.end);`,
        'return rest.slice(0, count);',
      ],
    },
    {
      id: 'claimed',
      vulnerable: (n) => [
        `const claimed = ${n.bytes}[ping.start];`,
        `return Array.from({ length: claimed }, (_, i) => ${n.bytes}[ping.start + 1 + i]);`,
      ],
      secure: (n) => [
        `const claimed = ${n.bytes}[ping.start];`,
        'const length = Math.min(claimed, ping.end - ping.start - 1);',
        `return Array.from({ length }, (_, i) => ${n.bytes}[ping.start + 1 + i]);`,
      ],
    },
  ],
  cases: () => {
    // Three messages of one buffer: [0, 4), [4, 10) and [10, 12); the bytes from 12 on are someone else's.
    const others = [71, 72, 73, 74, 75, 76, 77, 78];
    const buffer = [3, 10, 11, 12, 2, 20, 21, 22, 23, 24, 1, 30, ...others];
    const call = (start: number, end: number, claimed = buffer[start] ?? 0) => [
      value(buffer.map((byte, i) => (i === start ? claimed : byte))),
      value({ start, end }),
    ];
    return [
      functional('echoes a whole message', call(0, 4), [{ check: 'returns', value: [10, 11, 12] }]),
      functional('leaves the padding out', call(4, 10), [{ check: 'returns', value: [20, 21] }]),
      functional('echoes one byte', call(10, 12), [{ check: 'returns', value: [30] }]),
      functional('echoes a full payload', call(4, 10, 5), [
        { check: 'returns', value: [20, 21, 22, 23, 24] },
      ]),
      functional('echoes an empty payload', call(4, 10, 0), [{ check: 'returns', value: [] }]),
      exploit('one byte more than it has is not sent', call(4, 10, 6), [
        { check: 'at-most', length: 5 },
      ]),
      exploit('the next messages are not sent', call(0, 4, 9), [{ check: 'at-most', length: 3 }]),
      exploit('what lies behind the last message is not sent', call(10, 12, 8), [
        { check: 'at-most', length: 1 },
      ]),
      exploit('a message of a size alone has no payload', call(10, 11, 4), [
        { check: 'at-most', length: 0 },
      ]),
    ];
  },
});
