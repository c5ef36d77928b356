/**
 * What a screen, a worker and the command line know of Vul2Safe: items with their states, events, commands. Plain data,
 * so that everything may cross a worker boundary or a file. A provider's key is no part of any of it.
 */
import { z } from 'zod';
import { taskTestsSchema } from '../core/testCase.ts';
import { failReasons, rejectReasons } from './reasons.ts';

const counted = z.number().int().nonnegative();

/** What may be asked of the model or of the machine, in the order in which an item meets it. */
export const stageNames = [
  'analyse',
  'repair',
  'reflect',
  'revise',
  'vote',
  'gates',
  'prompts',
  'check',
] as const;
export type StageName = (typeof stageNames)[number];

/**
 * queued → analysing → repairing → reflecting ⇄ revising → voting → gating → prompting → an end.
 * Each state but the first and the ends is a stage under way; a stop puts the item back into the queue.
 */
export const itemStates = [
  'queued',
  'analysing',
  'repairing',
  'reflecting',
  'revising',
  'voting',
  'gating',
  'prompting',
  'accepted',
  'rejected',
  'failed',
] as const;
export type ItemState = (typeof itemStates)[number];

export const isEnded = (state: ItemState) =>
  state === 'accepted' || state === 'rejected' || state === 'failed';

const namesOf = <K extends string>(table: Readonly<Record<K, string>>) =>
  // Object.keys forgets the names that the table's type holds.
  Object.keys(table) as K[];

/** One code to work on. */
export const sourceItemSchema = z.strictObject({
  /** Unique within a set. */
  id: z.string().min(1),
  code: z.string().min(1),
  /** A name or a file ending: "javascript", "py". Empty: not known. */
  language: z.string(),
  /** What the source says of the weakness, for example "CWE-89"; empty when it does not. */
  cwe: z.string(),
  license: z.string().nullable(),
  /** Where it is from: a file and a line, or what a person typed. */
  origin: z.string(),
  /** Where there are any: run on the repair, never shown to the model. */
  tests: taskTestsSchema.nullable(),
});
export type SourceItem = z.infer<typeof sourceItemSchema>;

/** Text in the code that addresses the model. Offsets in UTF-16 code units of the code. */
export const flagSchema = z.object({
  kind: z.enum(['command', 'verdict', 'role', 'delimiter', 'hidden']),
  /** What gives it away, in a sentence. */
  message: z.string(),
  start: counted,
  end: counted,
});
export type Flag = z.infer<typeof flagSchema>;

export const reasonSchema = z.object({
  code: z.enum([...namesOf(rejectReasons), ...namesOf(failReasons)]),
  /** What happened to this item, in a sentence. */
  message: z.string(),
});
export type Reason = z.infer<typeof reasonSchema>;

/** How far an item came: the bars of the funnel, each a part of the one before. */
export const milestones = ['in', 'repaired', 'reflected', 'gated', 'prompted'] as const;
export type Milestone = (typeof milestones)[number];

/** What lists, funnel and histogram show of an item. */
export const itemSummarySchema = z.object({
  id: z.string(),
  /** Place in the order of the set. */
  index: counted,
  /** First line of the code with anything on it. */
  title: z.string(),
  language: z.string(),
  /** Of the source, else of the analysis; empty before. */
  cwe: z.string(),
  state: z.enum(itemStates),
  /** Of an end that is not accepted. */
  reason: reasonSchema.nullable(),
  milestone: z.enum(milestones),
  /** Revisions so far. */
  round: counted,
  /** 0–1 from the votes; null before them. */
  confidence: z.number().min(0).max(1).nullable(),
  flags: counted,
  /** Prompts that were kept. */
  prompts: counted,
  /** A person accepted, rejected, edited or asked again. */
  isDirected: z.boolean(),
  /** A person accepted it, which no threshold takes back. */
  isByPerson: z.boolean().default(false),
});
export type ItemSummary = z.infer<typeof itemSummarySchema>;

export const messageSchema = z.object({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
});
export type Message = z.infer<typeof messageSchema>;

export const usageSchema = z.object({
  promptTokens: counted,
  completionTokens: counted,
  /** The endpoint did not say; four characters were counted as a token. */
  isEstimated: z.boolean(),
});
export type Usage = z.infer<typeof usageSchema>;

export const gateResultSchema = z.object({
  gate: z.string(),
  state: z.enum(['passed', 'failed', 'skipped']),
  /** Set when failed. */
  reason: z.enum(namesOf(rejectReasons)).nullable(),
  /** What was seen, in a sentence. */
  message: z.string(),
});
export type GateResult = z.infer<typeof gateResultSchema>;

/** A prompt that the model proposed, and what became of it. */
export const promptVerdictSchema = z.object({
  prompt: z.string(),
  isKept: z.boolean(),
  /** Why not, in a sentence; empty when kept. */
  message: z.string(),
});
export type PromptVerdict = z.infer<typeof promptVerdictSchema>;

/** One stage as it went: what went in, what came out, what was made of it. */
export const stepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    stage: z.enum(stageNames),
    round: counted,
    /** Which of several askings: the vote or the prompt, from 0. */
    draw: counted,
    messages: z.array(messageSchema),
    /** Answers as they came; two when the first could not be read. */
    answers: z.array(z.string()),
    /** The answer by the schema of its stage (answers.ts); null when none could be read. */
    value: z.json().nullable(),
    /** Why there is no value; empty when there is. */
    problem: z.string(),
    usage: usageSchema,
  }),
  z.object({ kind: z.literal('gates'), results: z.array(gateResultSchema) }),
  z.object({ kind: z.literal('prompts'), verdicts: z.array(promptVerdictSchema) }),
]);
export type Step = z.infer<typeof stepSchema>;

/** What a person decides about an item. It is worked on again with all of its directives, from answers already paid. */
export const directiveSchema = z.discriminatedUnion('kind', [
  /** Votes and gates no longer stop it. It still needs a repair and a prompt. */
  z.object({ kind: z.literal('accept') }),
  z.object({ kind: z.literal('reject') }),
  /** Takes back accept and reject. */
  z.object({ kind: z.literal('reconsider') }),
  /** Takes the place of the model's repair; it is voted on and meets the gates. */
  z.object({ kind: z.literal('edit-repair'), secure: z.string().min(1) }),
  /** Take the place of the model's prompts; they meet the gates of prompts. */
  z.object({ kind: z.literal('edit-prompts'), prompts: z.array(z.string().min(1)).min(1) }),
  /** Asks the model anew from this stage on; edits of it and of later stages are dropped. */
  z.object({
    kind: z.literal('rerun'),
    stage: z.enum(['analyse', 'repair', 'reflect', 'vote', 'prompts']),
  }),
]);
export type Directive = z.infer<typeof directiveSchema>;

/** Everything about one item. */
export const storySchema = z.object({
  item: sourceItemSchema,
  summary: itemSummarySchema,
  flags: z.array(flagSchema),
  steps: z.array(stepSchema),
  directives: z.array(directiveSchema),
  /** The repair at the end; null when there is none. */
  secure: z.string().nullable(),
  prompts: z.array(z.string()),
  /** Who answered: the name of the model, or "written by hand". */
  model: z.string(),
  /** Fingerprint of the templates. */
  templates: z.string(),
});
export type Story = z.infer<typeof storySchema>;

/** One line of an exported set: a repair pair that trains, with how it came about. */
export const recordSchema = z.object({
  id: z.string().min(1),
  prompt: z.string(),
  vulnerable: z.string(),
  secure: z.string(),
  cwe: z.string(),
  language: z.string(),
  license: z.string().optional(),
  confidence: z.number().min(0).max(1),
  provenance: z.object({
    /** Of the item; several prompts of one item share it. */
    item: z.string(),
    origin: z.string(),
    /** The name of the model, or "written by hand". */
    model: z.string(),
    /** Rounds of revision. */
    rounds: counted,
    votes: z.object({ approving: counted, all: counted }),
    /** Gates that passed. */
    gates: z.array(z.string()),
    flags: counted,
    acceptedBy: z.enum(['pipeline', 'person']),
    /** A person edited the repair or the prompts. */
    isEdited: z.boolean(),
    /** Fingerprint of the templates. */
    templates: z.string(),
  }),
});
export type PairRecord = z.infer<typeof recordSchema>;

export const progressSchema = z.object({
  items: counted,
  ended: counted,
  byState: z.record(z.enum(itemStates), counted),
  /** Of this session: answers paid, and answers that were already there. */
  calls: counted,
  cachedAnswers: counted,
  retries: counted,
  /** Of all sessions on this journal. */
  tokens: counted,
  cost: z.number().nonnegative(),
  /** Calls that earlier sessions began and never saw answered: they may have been charged. */
  lostCalls: counted,
  /** Of this session. */
  seconds: z.number().nonnegative(),
  /** Ended items a minute, of the last ones that needed the model; null before the first. */
  itemsPerMinute: z.number().nonnegative().nullable(),
  secondsLeft: z.number().nonnegative().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

/** Why work stopped; items that had not ended are in the queue again. */
export const stopSchema = z.object({
  cause: z.enum(['done', 'asked', 'tokens', 'cost', 'time', 'provider', 'store']),
  /** What happened and what to do, for a person. */
  message: z.string(),
});
export type Stop = z.infer<typeof stopSchema>;

export const vul2SafeEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('item'), item: itemSummarySchema }),
  z.object({ kind: z.literal('progress'), progress: progressSchema }),
  z.object({ kind: z.literal('started') }),
  z.object({ kind: z.literal('stopped'), stop: stopSchema }),
]);
export type Vul2SafeEvent = z.infer<typeof vul2SafeEventSchema>;

/** The runner, as createVul2Safe (vul2safe.ts) gives it. One journal belongs to one runner at a time. */
export interface Vul2Safe {
  /** Reads the journal; called once, before anything else. @returns lines that could not be read (a torn end) */
  load(): Promise<{ readonly tornLines: number }>;
  /** Adds to the end; an item whose id is there already is passed over. @returns how many were new */
  add(items: readonly SourceItem[]): Promise<number>;
  /**
   * Works until everything has ended or something stops it. Resolves to why; never rejects.
   * @param ids works on these items alone; while work is under way, that goes on as it was
   */
  start(ids?: readonly string[]): Promise<Stop>;
  /** Lets calls under way come in, or drops them; start() then resolves. */
  stop(how: { readonly now: boolean }): void;
  /** Puts the item into the queue again with what was decided; start() works on it. */
  direct(id: string, directive: Directive): Promise<void>;
  items(): ItemSummary[];
  progress(): Progress;
  /** Null for an unknown id. */
  source(id: string): SourceItem | null;
  /** How it last ended; null before. */
  story(id: string): Promise<Story | null>;
  /** The accepted items in the order of the set, one record a prompt, those of at least this confidence. */
  records(minConfidence: number): Promise<PairRecord[]>;
  /** Markdown to stand beside the exported records. */
  card(minConfidence: number): Promise<string>;
}
