import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { runRecordOf } from '../core/testing/runRecords.ts';
import { readBundle, writeBundle, type Bundle } from './bundle.ts';
import { bytesOfText, textOfBytes } from './fileStore.ts';
import { formatHistoryLine } from './historyFile.ts';
import { metricsCsv, metricsJsonl } from './metricsTable.ts';
import { packRollouts, unpackRollouts } from './packedRollouts.ts';
import { readZip, writeZip } from './zip.ts';

const history = {
  steps: [
    { step: 1, metrics: { reward: 0.5, 'odd, "name"': 1 } },
    { step: 2, metrics: { reward: 1 } },
  ],
  evaluations: [{ step: 2, metrics: { 'eval/func@1': 0.25 } }],
};

describe('metrics', () => {
  it('are JSON lines, as the command line writes them', () => {
    expect(metricsJsonl(history)).toBe(
      '{"step":1,"reward":0.5,"odd, \\"name\\"":1}\n{"step":2,"reward":1}\n{"step":2,"eval/func@1":0.25}\n',
    );
  });

  it('are CSV with one row a step, in the order of the table of metrics', () => {
    expect(metricsCsv(history)).toBe(
      'step,eval/func@1,reward,"odd, ""name"""\r\n1,,0.5,1\r\n2,0.25,1,\r\n',
    );
  });
});

const run = runRecordOf('abcd-1', {
  name: '<b>mine</b>',
  createdAt: 1,
  updatedAt: 2,
  state: 'paused',
  step: 3,
  pairs: 'pairs-1',
  checkpoints: [{ step: 3, kind: 'regular', bytes: 2, savedAt: 2 }],
  rollouts: [{ step: 1, bytes: 1 }],
  bytes: 1,
});
const bundle: Bundle = {
  run,
  history: bytesOfText(formatHistoryLine({ kind: 'step', step: 1, metrics: { reward: 1 } })),
  rollouts: new Map([[1, packRollouts([])]]),
  checkpoint: [{ name: 'run.json', bytes: bytesOfText('{}') }],
  model: [{ name: 'config.json', bytes: bytesOfText('{}') }],
  pairs: {
    record: { fingerprint: 'pairs-1', name: 'p', savedAt: 1, count: 1, bytes: 3 },
    content: bytesOfText('{}\n'),
  },
};
/** The bundle with some of its files replaced; null takes one out. */
function spoilt(changes: Record<string, Uint8Array | null>): Uint8Array {
  const files = readZip(writeBundle(bundle), { entries: 99, bytes: 1e9, isAllowed: () => true });
  const kept = files.filter(({ name }) => !(name in changes));
  const added = Object.entries(changes).flatMap(([name, bytes]) =>
    bytes ? [{ name, bytes }] : [],
  );
  return zipSync(Object.fromEntries([...kept, ...added].map((f) => [f.name, f.bytes])));
}

describe('a run bundle', () => {
  it('comes back as it was', () => {
    expect(readBundle(writeBundle(bundle))).toEqual(bundle);
  });

  it.each([
    ['no zip', bytesOfText('hello'), /has no bundle\.json/],
    ['cut off', writeBundle(bundle).slice(0, 200), /cut off|invalid zip/],
    [
      'a name that leads out',
      spoilt({ '../evil.json': bytesOfText('x') }),
      /no file of a run bundle/,
    ],
    [
      'a damaged description',
      spoilt({ 'bundle.json': bytesOfText('{"format":"x"}') }),
      /no run bundle/,
    ],
    ['a damaged line', spoilt({ 'history.jsonl': bytesOfText('{}\n') }), /1 damaged lines/],
    [
      'rollouts that are none',
      spoilt({ 'rollouts/000001.json.gz': bytesOfText('x') }),
      /no gzip file/,
    ],
    ['rollouts missing', spoilt({ 'rollouts/000001.json.gz': null }), /has no rollouts/],
    ['no checkpoint', spoilt({ 'checkpoint/run.json': null }), /checkpoint/],
    ['no pairs', spoilt({ 'pairs.jsonl': null }), /pairs/],
  ])('is refused with a reason: %s', (_, bytes, reason) => {
    expect(() => readBundle(bytes)).toThrow(reason);
  });

  it('is refused when the settings in it are not allowed', () => {
    const described = JSON.parse(
      textOfBytes(
        readZip(writeBundle(bundle), { entries: 99, bytes: 1e9, isAllowed: () => true })[0].bytes,
      ),
    ) as { run: { config: object } };
    described.run.config = { ...described.run.config, learningRate: -1 };
    const bytes = spoilt({ 'bundle.json': bytesOfText(JSON.stringify(described)) });
    expect(() => readBundle(bytes)).toThrow(/learningRate/);
  });
});

describe('files that unpack to far more than they seem', () => {
  const zeros = new Uint8Array(3e6);
  const limits = { entries: 2, bytes: 1e6, isAllowed: () => true };

  it('are given up at the limit, whatever their headers say', () => {
    const bomb = zipSync({ a: zeros });
    // The header's own size, falsified to 1.
    new DataView(bomb.buffer).setUint32(22, 1, true);
    expect(() => readZip(bomb, limits)).toThrow(/more than 1 MB/);
    expect(() => unpackRollouts(gzipSync(zeros), 1e6)).toThrow(/more than 1000000 bytes/);
  });

  it('may be many, too', () => {
    const many = zipSync({ a: Uint8Array.of(1), b: Uint8Array.of(1), c: Uint8Array.of(1) });
    expect(() => readZip(many, limits)).toThrow(/more than 2 files/);
  });
});

it('a zip has the same bytes at every time', () => {
  const files = [{ name: 'a.json', bytes: bytesOfText('[1]') }];
  const zip = writeZip(files);
  expect(zip).toEqual(writeZip(files));
  expect(readZip(zip, { entries: 1, bytes: 9, isAllowed: () => true })).toEqual(files);
});
