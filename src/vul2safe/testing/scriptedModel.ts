/** What a test model answers at each stage, chosen by the number in the name of the function, so that every end occurs. */
import { createRandom, deriveSeed } from '../../core/seeds.ts';
import type { AnswerOf, AskedStage } from '../answers.ts';
import type { SourceItem } from '../contract.ts';
import type { ChatRequest, Manner } from './modelServer.ts';

/** Item i; what becomes of it is i % 10. */
export function scriptedItem(i: number): SourceItem {
  return {
    id: `item-${i}`,
    code: `function find${i}(db, name) {\n  return db.query("SELECT * FROM users WHERE name = '" + name + "'");\n}\n`,
    language: 'javascript',
    cwe: 'CWE-89',
    license: null,
    origin: `test:${i}`,
    tests: null,
  };
}

/** What every tenth item comes to when each answer can be read. */
export const scriptedEnds = [
  ...['no-weakness', 'no-weakness', 'no-weakness'],
  ...['not-fixed', 'renamed', 'low-confidence', 'no-prompt'],
  ...['accepted', 'accepted', 'accepted'],
] as const;

const repaired = (i: number, name = `find${i}`) =>
  `function ${name}(db, name) {\n  return db.query("SELECT * FROM users WHERE name = ?", [name]);\n}\n`;

function answerOf<S extends AskedStage>(stage: S, i: number): AnswerOf<AskedStage> {
  const end = scriptedEnds[i % 10];
  const verdict = { isFixed: end !== 'not-fixed', isFunctionKept: true, isNothingNew: true };
  const repair = {
    explanation: 'Värden går för sig → 値',
    code: repaired(i, end === 'renamed' ? 'other' : undefined),
  };
  const answers: { [K in AskedStage]: AnswerOf<K> } = {
    analyse: {
      isVulnerable: end !== 'no-weakness',
      cwe: end === 'no-weakness' ? '' : 'CWE-89',
      lines: [2],
      weakness: 'Text of the caller becomes part of the query – überall.',
      cause: 'It is put together with +.',
    },
    repair,
    revise: repair,
    reflect: { ...verdict, reasoning: 'Compared. ✓', advice: 'Again.' },
    vote: {
      ...verdict,
      isFixed: end !== 'low-confidence',
      reasoning: 'Looked at both.',
      certainty: 0.9,
    },
    prompts: {
      prompts:
        end === 'no-prompt'
          ? ['Find a user safely, without injection.', 'Look a user up with a prepared statement.']
          : [
              `Look up the users called name in the table users (find${i}).`,
              `Write find${i}: given db and a name, give back the matching rows – 値.`,
            ],
    },
    check: { reasoning: 'It names the job alone.', givesAway: false },
  };
  return answers[stage];
}

const stageOf = (request: ChatRequest): AskedStage => {
  const name = request.response_format?.json_schema.name;
  // The pipeline names its schemas after its stages.
  return name as AskedStage;
};

const numberIn = (request: ChatRequest) =>
  Number(/find(\d+)/u.exec(request.messages[1]?.content ?? '')?.[1] ?? 5);

/** Answers as the script says, whatever went before. */
export const answerWell = (request: ChatRequest): Manner => ({
  kind: 'answer',
  text: JSON.stringify(answerOf(stageOf(request), numberIn(request))),
});

/** One answer in five is bad, in a way that is drawn from what is asked, so that it repeats. */
export function answerBadly(request: ChatRequest, hash: string, attempt: number): Manner {
  const random = createRandom(deriveSeed(parseInt(hash.slice(0, 8), 16), 'manner', attempt, 0));
  const good = JSON.stringify(answerOf(stageOf(request), numberIn(request)));
  if (random.uniform() >= 0.2) return { kind: 'answer', text: good };
  const answer = (text: string): Manner => ({ kind: 'answer', text });
  if (random.integer(300) === 0) return { kind: 'stall' };
  const ways: readonly Manner[] = [
    { kind: 'status', status: 429, body: '{"error":{"message":"Slow down"}}', retryAfter: '2' },
    { kind: 'status', status: 500, body: 'oops' },
    { kind: 'status', status: 503, body: '{"error":"loading"}' },
    { kind: 'cut', text: good, isQuiet: true },
    { kind: 'cut', text: good, isQuiet: false },
    { kind: 'error-event', message: 'out of slots' },
    answer(`\`\`\`json\n${good}\n\`\`\``),
    answer(`<think>Hm. {"a": 1}</think>\n${good}`),
    answer(good.slice(0, -5)),
    answer('{"verdict": "safe"}'),
    answer("I'm sorry, but I can't help with that."),
    answer(`Sure! Here it is: ${good}`),
    answer('[]'),
  ];
  return random.pick(ways);
}
