/** States, reasons, stages, gates and settings of Vul2Safe in words. */
import type { Diagnosis } from '../../../vul2safe/connection.ts';
import type {
  GateResult,
  ItemState,
  Message,
  Milestone,
  Reason,
  StageName,
  Stop,
} from '../../../vul2safe/contract.ts';
import { failReasons, rejectReasons } from '../../../vul2safe/reasons.ts';
import type { QueueFilter } from '../../repairs/queueFilter.ts';
import type { WorkSetting } from '../../repairs/workSettings.ts';

export const states: Record<ItemState, string> = {
  queued: 'waiting',
  analysing: 'analysing',
  repairing: 'repairing',
  reflecting: 'reflecting',
  revising: 'revising',
  voting: 'voting',
  gating: 'at the gates',
  prompting: 'writing prompts',
  accepted: 'accepted',
  rejected: 'rejected',
  failed: 'failed',
};

export const reasons: Record<Reason['code'], string> = { ...rejectReasons, ...failReasons };

export const milestones: Record<Milestone, string> = {
  in: 'In the set',
  repaired: 'Repaired',
  reflected: 'Survived the reflection',
  gated: 'Survived votes and gates',
  prompted: 'With prompts',
};

export const stages: Record<StageName, string> = {
  analyse: 'Analysis',
  repair: 'Repair',
  reflect: 'Reflection',
  revise: 'Revision',
  vote: 'Vote',
  gates: 'Gates',
  prompts: 'Prompts',
  check: 'Check of prompt',
};

export const filters: Record<QueueFilter, string> = {
  all: 'All',
  queued: 'Waiting',
  working: 'Under way',
  accepted: 'Accepted',
  rejected: 'Rejected',
  failed: 'Failed',
  flagged: 'Flagged',
  decided: 'Decided by you',
};

export const checkNames: Record<Diagnosis['checks'][number]['name'], string> = {
  address: 'Address',
  reach: 'Reached',
  key: 'Key',
  model: 'Model',
  answer: 'Answer',
  json: 'JSON',
};

export const checkStates: Record<Diagnosis['checks'][number]['state'], string> = {
  ok: 'well',
  failed: 'failed',
  skipped: 'not asked',
};

export const gateStates: Record<GateResult['state'], string> = {
  passed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
};

export const gateNames: Readonly<Record<string, string | undefined>> = {
  mask: 'mask',
  syntax: 'syntax',
  signature: 'signature',
  comments: 'comments',
  'does something': 'does something',
  body: 'body',
  assertions: 'assertions',
  size: 'size',
  findings: 'static findings',
  tests: 'tests',
};

export const causes: Record<Stop['cause'], string> = {
  done: 'Done.',
  asked: 'Stopped as you asked. What is done stays done; Start goes on.',
  tokens: 'The budget of tokens is used up.',
  cost: 'The budget of money is used up.',
  time: 'The time of this session is over.',
  provider: 'The model cannot be asked.',
  store: 'The work cannot be kept.',
};

/** Label and meaning. */
export const settings: Record<WorkSetting, readonly [string, string]> = {
  rounds: ['Rounds of revision (R)', 'Revisions after a reflection that is not content.'],
  votes: ['Votes (n)', 'Independent votes on the last repair.'],
  minConfidence: ['Least confidence', 'Items that the votes trust less are rejected.'],
  prompts: ['Prompts an item (k)', 'Implicit prompts that are asked for.'],
  concurrency: ['Calls at once', 'Never more than these are under way.'],
  maxTokens: ['Longest answer', 'Tokens that one answer may have.'],
  temperature: ['Temperature', 'Of analysis, repair and reflection.'],
  drawTemperature: ['Temperature of draws', 'Of votes and prompts, which are to differ.'],
  maxChangedShare: ['Largest change', 'Share of the lexemes of a side that a repair may change.'],
  'budget.tokens': ['Budget, tokens', 'Of all sessions. Empty: no limit.'],
  'budget.cost': ['Budget, money', 'Of all sessions, by the prices below. Empty: no limit.'],
  'budget.seconds': ['Budget, seconds', 'Of one session. Empty: no limit.'],
  'price.prompt': ['Price of a million prompt tokens', 'In any currency; 0 where it is free.'],
  'price.completion': ['Price of a million answer tokens', 'In the same currency.'],
};

export const roles: Record<Message['role'], string> = {
  system: 'System',
  user: 'Asked',
  assistant: 'Answered',
};
