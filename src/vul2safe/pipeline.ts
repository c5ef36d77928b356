/** One item, from its code to an end. The order of stages is read here from top to bottom. */
import {
  confidenceOf,
  isContent,
  type Analysis,
  type AnswerOf,
  type AskedStage,
} from './answers.ts';
import type { Directive, ItemSummary, SourceItem, Story } from './contract.ts';
import { planOf, type Plan } from './directives.ts';
import { promptProblem } from './gates/promptGates.ts';
import type { RepairGates } from './gates/repairGates.ts';
import { flagsIn } from './injection.ts';
import { failed, ItemEnd, rejected, StoryWriter } from './itemStory.ts';
import type { Settings } from './settings.ts';
import type { AskStage } from './stageCall.ts';
import type { SlotValues } from './template.ts';

export interface PipelineParts {
  readonly ask: AskStage;
  readonly gates: RepairGates;
  readonly settings: Settings;
  readonly model: string;
  /** Fingerprint of the templates. */
  readonly templates: string;
}

export interface Work {
  readonly item: SourceItem;
  readonly index: number;
  readonly directives: readonly Directive[];
  /** How it ended before; null the first time. */
  readonly former: Story | null;
  readonly onChange: (summary: ItemSummary) => void;
}

/**
 * Works on one item until it is accepted, rejected or failed. The same answers give the same story.
 * @throws what the work on all items ends with (StopRun, an abort)
 */
export async function runItem(parts: PipelineParts, work: Work): Promise<Story> {
  const { item, directives } = work;
  const flags = flagsIn(item.code);
  const writer = new StoryWriter({
    ...work,
    flags,
    model: parts.model,
    templates: parts.templates,
  });
  const run = new ItemRun(parts, item, planOf(directives), writer);
  try {
    if (run.plan.decision === 'reject') {
      // What was found out stays to be read.
      if (work.former !== null) writer.keep(work.former);
      throw rejected('by-person');
    }
    const analysis = await run.analyse();
    await run.repair(analysis);
    await run.vote(analysis);
    await run.passGates(analysis);
    await run.writePrompts();
    if (flags.length > 0) run.refuse(rejected('flagged', `${rejectReasonOfFlags(flags.length)}`));
    return writer.accept();
  } catch (error) {
    if (error instanceof ItemEnd) return writer.end(error);
    throw error;
  }
}

const rejectReasonOfFlags = (count: number) =>
  `The code holds text that addresses the model (${count === 1 ? 'one place' : `${count} places`}). Everything else is well: look at it, then accept or reject it.`;

class ItemRun {
  constructor(
    private readonly parts: PipelineParts,
    private readonly item: SourceItem,
    readonly plan: Plan,
    private readonly writer: StoryWriter,
  ) {}

  /** Ends the item, unless a person has accepted it. */
  refuse(end: ItemEnd): void {
    if (this.plan.decision !== 'accept') throw end;
  }

  /** @returns null when the answer could not be read */
  async #try<S extends AskedStage>(
    stage: S,
    values: SlotValues,
    { round = 0, draw = 0 } = {},
  ): Promise<AnswerOf<S> | ItemEnd> {
    const attempt = this.plan.attempt(stage);
    const language = this.item.language;
    const { step, value, fail } = await this.parts.ask({
      stage,
      round,
      draw,
      attempt,
      values: { language, ...values },
    });
    this.writer.steps.push(step);
    return value ?? failed(fail ?? 'internal', step.problem && `${stage}: ${step.problem}`);
  }

  async #ask<S extends AskedStage>(
    stage: S,
    values: SlotValues,
    place: { round?: number; draw?: number } = {},
  ): Promise<AnswerOf<S>> {
    const answer = await this.#try(stage, values, place);
    if (answer instanceof ItemEnd) throw answer;
    return answer;
  }

  async analyse(): Promise<Analysis> {
    const { code, cwe } = this.item;
    this.writer.enter('analysing');
    const known = cwe === '' ? '' : `Its source says ${cwe}.`;
    const analysis = await this.#ask('analyse', { code, known });
    this.writer.enter('repairing', { cwe: cwe || analysis.cwe });
    if (!analysis.isVulnerable) this.refuse(rejected('no-weakness'));
    return { ...analysis, cwe: cwe || analysis.cwe };
  }

  get #secure(): string {
    if (this.writer.secure === null) throw failed('internal', 'There is no repair yet.');
    return this.writer.secure;
  }

  /** Repair, reflection in a fresh context, and revisions until the reflection is content. */
  async repair(analysis: Analysis): Promise<void> {
    const { code } = this.item;
    if (this.plan.secure !== null) {
      this.writer.secure = this.plan.secure;
      this.writer.reach('reflected');
      return;
    }
    const told = describeAnalysis(analysis);
    const repaired = await this.#ask('repair', { code, analysis: told });
    this.writer.secure = bareCode(repaired.code, code);
    this.writer.reach('repaired');
    for (let round = 0; ; round += 1) {
      this.writer.enter('reflecting', { round });
      const values = { code, repaired: this.#secure, analysis: told };
      const reflection = await this.#ask('reflect', values, { round });
      if (isContent(reflection)) break;
      if (round >= this.parts.settings.rounds) {
        this.refuse(rejected('not-fixed', `After ${round} revisions: ${reflection.reasoning}`));
        break;
      }
      this.writer.enter('revising', { round: round + 1 });
      const advice = reflection.advice.trim() || reflection.reasoning;
      const revised = await this.#ask('revise', { ...values, advice }, { round: round + 1 });
      this.writer.secure = bareCode(revised.code, code);
    }
    this.writer.reach('reflected');
  }

  /** Votes know neither the reflection nor each other; one that cannot be read trusts nothing. */
  async vote(analysis: Analysis): Promise<void> {
    const { votes: count, minConfidence } = this.parts.settings;
    this.writer.enter('voting');
    const values = {
      code: this.item.code,
      repaired: this.#secure,
      analysis: describeAnalysis(analysis),
    };
    const votes = [];
    for (let draw = 0; draw < count; draw += 1)
      votes.push(await this.#try('vote', values, { draw }));
    if (votes.every((vote) => vote instanceof ItemEnd)) this.refuse(votes[0]);
    const confidence = confidenceOf(votes.map((vote) => (vote instanceof ItemEnd ? null : vote)));
    this.writer.trust(confidence);
    if (confidence < minConfidence) {
      this.refuse(
        rejected(
          'low-confidence',
          `The votes trust it to ${confidence.toFixed(2)}; ${minConfidence.toFixed(2)} is asked.`,
        ),
      );
    }
  }

  async passGates({ cwe }: Analysis): Promise<void> {
    this.writer.enter('gating');
    const repair = { item: this.item, secure: this.#secure, cwe };
    const results = await this.parts.gates.check(repair, this.parts.settings.maxChangedShare);
    this.writer.steps.push({ kind: 'gates', results });
    const wrong = results.find(({ state }) => state === 'failed');
    if (wrong?.reason != null) this.refuse(rejected(wrong.reason, wrong.message));
    this.writer.reach('gated');
  }

  /** Asks once more when no prompt of the first answer can be kept. */
  async writePrompts(): Promise<void> {
    this.writer.enter('prompting');
    const { prompts: count } = this.parts.settings;
    if (this.plan.prompts !== null) {
      await this.#judgePrompts(this.plan.prompts, 0);
    } else {
      const values = { code: this.item.code, count: String(count) };
      for (let draw = 0; draw < 2 && this.writer.prompts.length === 0; draw += 1) {
        const { prompts } = await this.#ask('prompts', values, { draw });
        await this.#judgePrompts(prompts, draw);
      }
    }
    if (this.writer.prompts.length === 0) throw rejected('no-prompt');
    this.writer.reach('prompted');
  }

  async #judgePrompts(proposed: readonly string[], round: number): Promise<void> {
    const { prompts: most } = this.parts.settings;
    const pair = {
      vulnerable: this.item.code,
      secure: this.#secure,
      language: this.item.language,
    };
    const verdicts = [];
    for (const [draw, text] of proposed.entries()) {
      const prompt = text.trim();
      const isFull = this.writer.prompts.length >= most;
      const message = isFull
        ? 'There are enough prompts.'
        : (promptProblem(prompt, pair, this.writer.prompts) ??
          (await this.#givenAway(prompt, draw, round)));
      if (message === '') this.writer.prompts.push(prompt);
      verdicts.push({ prompt, isKept: message === '', message });
    }
    this.writer.steps.push({ kind: 'prompts', verdicts });
  }

  /** @returns why the model says that the prompt gives something away; empty when it does not */
  async #givenAway(prompt: string, draw: number, round: number): Promise<string> {
    const check = await this.#try('check', { prompt }, { draw, round });
    if (check instanceof ItemEnd) return `It could not be checked: ${check.message}`;
    return check.givesAway ? `The model says that it gives something away: ${check.reasoning}` : '';
  }
}

const describeAnalysis = ({ cwe, weakness, cause, lines }: Analysis) =>
  [
    `${cwe || 'No CWE'}: ${weakness}`,
    `Cause: ${cause}`,
    ...(lines.length > 0 ? [`Lines: ${lines.join(', ')}`] : []),
  ].join('\n');

/** Without a fence around it, and ending as the code before it ends. */
function bareCode(answer: string, code: string): string {
  const fenced = /^\s*```[\w+#.-]*[ \t]*\r?\n([^]*?)\r?\n?```\s*$/u.exec(answer)?.[1] ?? answer;
  const end = /\s*$/u.exec(code)?.[0] ?? '';
  return fenced.replace(/\s+$/u, '') + end;
}
