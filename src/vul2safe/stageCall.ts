/** Asks the model for one stage of an item and reads its answer, with one more try when that cannot be read. */
import type { z } from 'zod';
import { answerSchemas, type AnswerOf, type AskedStage } from './answers.ts';
import { readAnswer, type Read } from './answerText.ts';
import type { Answered, Caller } from './caller.ts';
import type { Step, Usage } from './contract.ts';
import { ProviderError } from './providers/provider.ts';
import type { FailReason } from './reasons.ts';
import type { Settings } from './settings.ts';
import { answerJsonSchemas, renderMessages, repairMessages, type SlotValues } from './template.ts';
import type { Templates } from './templates.ts';

export interface StageCall<S extends AskedStage> {
  readonly stage: S;
  readonly round: number;
  readonly draw: number;
  readonly attempt: number;
  readonly values: SlotValues;
}

export type CallStep = Extract<Step, { kind: 'call' }>;

export interface StageAnswer<S extends AskedStage> {
  readonly step: CallStep;
  /** Null when nothing could be read, with the reason. */
  readonly value: AnswerOf<S> | null;
  readonly fail: FailReason | null;
}

export type AskStage = <S extends AskedStage>(call: StageCall<S>) => Promise<StageAnswer<S>>;

const drawn: ReadonlySet<AskedStage> = new Set(['vote', 'prompts', 'check']);
const noUsage: Usage = { promptTokens: 0, completionTokens: 0, isEstimated: false };

const refusal =
  /^\W*(?:i['’]?m sorry|sorry|i (?:can(?:no|['’])?t|won['’]?t|am (?:not able|unable))|as an ai)\b/iu;

export function createStageCaller(
  caller: Caller,
  templates: Templates,
  { temperature, drawTemperature, maxTokens }: Settings,
): AskStage {
  return async (call) => {
    const { stage, round, draw, values } = call;
    const messages = await renderMessages(templates, call, values);
    const ask = (asked: typeof messages) =>
      caller.answer({
        messages: asked,
        schema: { name: stage, schema: answerJsonSchemas[stage] },
        temperature: drawn.has(stage) ? drawTemperature : temperature,
        maxTokens,
      });
    const answers: string[] = [];
    let usage = noUsage;
    const end = (
      value: AnswerOf<typeof stage> | null,
      fail: FailReason | null,
      problem: string,
    ): StageAnswer<typeof stage> => ({
      step: { kind: 'call', stage, round, draw, messages, answers, value, problem, usage },
      value,
      fail,
    });
    let asked = messages;
    for (let attempt = 0; ; attempt += 1) {
      let answered: Answered;
      try {
        answered = await ask(asked);
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        return end(
          null,
          error.fault === 'too-long' ? 'too-long' : 'provider-failed',
          error.message,
        );
      }
      answers.push(answered.text);
      usage = sum(usage, answered.usage);
      const read: Read<AnswerOf<typeof stage>> = readAnswer(answered.text, schemas[stage]);
      if ('value' in read) return end(read.value, null, '');
      if (answered.finish === 'refused') return end(null, 'refused', 'The endpoint refuses.');
      if (answered.finish === 'length') {
        return end(
          null,
          'cut-off',
          `The answer was cut at its length (${maxTokens} tokens were allowed). Allow more, or give less code.`,
        );
      }
      if (attempt > 0) {
        const isRefusal = refusal.test(answered.text);
        return end(null, isRefusal ? 'refused' : 'no-json', read.problem);
      }
      asked = repairMessages(messages, answered.text, read.problem);
    }
  };
}

/** The same table, in a type that follows a stage that is a type parameter. */
const schemas: { readonly [S in AskedStage]: z.ZodType<AnswerOf<S>> } = answerSchemas;

const sum = (a: Usage, b: Usage): Usage => ({
  promptTokens: a.promptTokens + b.promptTokens,
  completionTokens: a.completionTokens + b.completionTokens,
  isEstimated: a.isEstimated || b.isEstimated,
});
