import type { Json } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const errorAnswer = defineFamily({
  id: 'error-answer',
  cwe: 'CWE-209',
  title: 'Inner error text sent to the client',
  level: 'call',
  identifiers: {
    fn: cross(
      ['run', 'handle', 'perform', 'execute', 'try'],
      ['Job', 'Import', 'Sync', 'Backup', 'Lookup'],
    ),
    text: textNames,
  },
  words: { status: ['500', '502', '503'] },
  parameters: (n) => ['res', 'job', n.text],
  phrasings: (n) => [
    `Run the job and send its result; if it fails, answer ${n.status}.`,
    `Send what the job returns, or status ${n.status} when it breaks.`,
    `Answer with the outcome of the job; failures get a ${n.status}.`,
    `Do the job for the client; tell it by ${n.status} if that fails.`,
    `Start the job and report back; on failure use ${n.status}.`,
    `When the job throws, the client gets ${n.status}, else its result.`,
    `Run a job for this input and respond, ${n.status} for errors.`,
    `The client waits for the job; respond ${n.status} if it throws.`,
    `Send the job's result. Catch what it throws and answer ${n.status}.`,
    `Let the job run on the input; reply ${n.status} on an error.`,
  ],
  ways: [
    {
      id: 'message',
      vulnerable: (n) => [
        'try {',
        `  res.send(job.run(${n.text}));`,
        '} catch (error) {',
        `  res.status(${n.status}).send(error.message);`,
        '}',
      ],
      secure: (n) => [
        'try {',
        `  res.send(job.run(${n.text}));`,
        '} catch (error) {',
        `  res.status(${n.status}).send("Something went wrong");`,
        '}',
      ],
    },
    {
      id: 'json',
      vulnerable: (n) => [
        'try {',
        `  res.json(job.run(${n.text}));`,
        '} catch (error) {',
        `  res.status(${n.status}).json({ error: error.message });`,
        '}',
      ],
      secure: (n) => [
        'try {',
        `  res.json(job.run(${n.text}));`,
        '} catch (error) {',
        `  res.status(${n.status}).json({ error: "Something went wrong" });`,
        '}',
      ],
    },
    {
      id: 'logged',
      vulnerable: (n) => [
        'try {',
        `  res.send(job.run(${n.text}));`,
        '} catch (error) {',
        '  log.write(String(error));',
        `  res.status(${n.status}).send(String(error));`,
        '}',
      ],
      secure: (n) => [
        'try {',
        `  res.send(job.run(${n.text}));`,
        '} catch (error) {',
        '  log.write(String(error));',
        `  res.status(${n.status}).send("Something went wrong");`,
        '}',
      ],
    },
    {
      id: 'reason',
      vulnerable: (n) => [
        'try {',
        `  return res.send(job.run(${n.text}));`,
        '} catch (error) {',
        '  const reason = "Failed: " + error.message;',
        `  res.status(${n.status}).send(reason);`,
        '}',
      ],
      secure: (n) => [
        'try {',
        `  return res.send(job.run(${n.text}));`,
        '} catch (error) {',
        '  const reason = "Something went wrong";',
        `  res.status(${n.status}).send(reason);`,
        '}',
      ],
    },
  ],
  cases: (n) => {
    const call = (text: string) => [stub('response'), stub('job'), value(text)];
    const sends = (name: string, text: string, result: Json) =>
      functional(
        name,
        call(text),
        [
          { check: 'effects', kind: 'job', equal: [text] },
          { check: 'effects', kind: 'sent', equal: [result] },
          { check: 'no-effect', kind: 'failure' },
        ],
        { job: { result } },
      );
    const hides = (name: string, input: string, error: string, inner: string) =>
      exploit(name, call(input), [{ check: 'effects-lack', kind: 'sent-text', text: inner }], {
        job: { error },
      });
    return [
      sends('sends a text', 'may', '12 lines read'),
      sends('sends an object', 'june', { done: true }),
      sends('sends a list', 'july', ['a', 'b']),
      functional(
        'answers a failure',
        call('may'),
        [
          { check: 'effects', kind: 'failure', equal: [Number(n.status)] },
          { check: 'some-effect', kinds: ['sent'] },
        ],
        { job: { error: 'no such month' } },
      ),
      hides('does not tell a path', 'a', 'ENOENT: open /srv/app/data/may.db', '/srv/app'),
      hides(
        'does not tell an address',
        'last september',
        'connect ECONNREFUSED 10.0.3.7:5432',
        '10.0.3.7',
      ),
      hides('does not tell a query', '2026-05', 'syntax error in SELECT pin FROM staff', 'staff'),
    ];
  },
});
