/** What a card asks, in words, and what really happened as far as it has. Pure. */
import type { Rollout } from '../../core/rollout.ts';
import type { Locale } from '../i18n/language.ts';
import { causeOf } from '../inspector/cause.ts';
import { showToken } from '../tokens/tokenText.ts';
import type { LessonFacts } from './facts.ts';
import { levelChoices, levelEffect, repairChoices, repairKind } from './maskChecks.ts';
import {
  causeChoices,
  caseChoices,
  exploitCount,
  groupSpread,
  outcomeAlone,
  signChoices,
  spreadChoices,
  tokenCause,
} from './rolloutChecks.ts';
import {
  betterRun,
  changeChoices,
  collapse,
  imitated,
  learnt,
  runChoices,
  shareChoices,
} from './runChecks.ts';
import type { CardId } from './cards.ts';

export interface Asked {
  /** What it is asked about: another subject is another question. Null while there is nothing to ask about. */
  readonly subject: string | null;
  readonly question: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  /** What really happened, and in sentences; null while it has not. */
  readonly answer: { readonly choice: string; readonly found: readonly string[] } | null;
}

type Words = Locale['messages']['lesson']['words'];
type Ask = (facts: LessonFacts, words: Words, locale: Locale) => Asked;

const label = <C extends string>(ids: readonly C[], words: Readonly<Record<C, string>>) =>
  ids.map((id) => ({ id, label: words[id] }));

/** A question about a run that may not have begun. */
const ahead = 'run';

const keyOf = ({ step, group, index }: Rollout) => `${step}.${group}.${index}`;

const tokenSubject = ({ rollout, token }: LessonFacts) =>
  rollout === null ? null : `${keyOf(rollout)}.${token}`;

const pair: Ask = (facts, { pair: t }) => {
  const kind = repairKind(facts);
  return {
    subject: facts.mask && JSON.stringify([facts.mask.texts, facts.mask.level]),
    question: t.question,
    choices: label(repairChoices, t.choices),
    answer: kind && { choice: kind.choice, found: [t.found(kind.hunks, kind.inserts)] },
  };
};

const mask: Ask = (facts, { mask: t }) => {
  const { from, to } = facts.levels;
  const effect = levelEffect(facts);
  return {
    subject: facts.looks[0]?.pair ?? null,
    question: t.question(from, to),
    choices: label(levelChoices, t.choices),
    answer: effect && {
      choice: effect.choice,
      found: [t.found(from, effect.before, to, effect.after, effect.of), t.insight],
    },
  };
};

const sft: Ask = (facts, { sft: t }) => {
  const end = imitated(facts);
  return {
    subject: ahead,
    question: t.question,
    choices: label(shareChoices, t.choices),
    answer: end && {
      choice: end.choice,
      found: [
        t.found(end.funcSec.before, end.funcSec.after, end.funcSec.step),
        t.works(end.func.before, end.func.after),
        t.insight,
      ],
    },
  };
};

const step: Ask = (facts, { step: t }) => {
  const spread = groupSpread(facts);
  const {
    step: at,
    equal,
    groups,
    credited,
  } = spread ?? { step: 0, equal: 0, groups: 0, credited: 0 };
  return {
    subject: ahead,
    question: t.question,
    choices: label(spreadChoices, t.choices),
    answer: spread && {
      choice: spread.choice,
      found: [t.found(at, equal, groups), ...(credited > 0 ? [t.credited(credited, equal)] : [])],
    },
  };
};

const colours: Ask = (facts, { colours: t }, locale) => {
  const { rollout, token } = facts;
  const cause = tokenCause(facts);
  return {
    subject: tokenSubject(facts),
    question: t.question(showToken(rollout?.tokens[token] ?? ''), token),
    choices: label(causeChoices, t.choices),
    answer: rollout &&
      cause && { choice: cause.choice, found: [causeOf(rollout, token, locale), t.insight] },
  };
};

const contrast: Ask = (facts, { contrast: t }) => {
  const { rollout, token } = facts;
  const outcome = outcomeAlone(facts);
  return {
    subject: tokenSubject(facts),
    question: t.question(showToken(rollout?.tokens[token] ?? ''), token, outcome?.own ?? 0),
    choices: label(signChoices, t.choices),
    answer: outcome && {
      choice: outcome.choice,
      found: [
        t.found(outcome.own, outcome.alone),
        ...(outcome.values === 1 ? [t.flat(outcome.tokens)] : []),
      ],
    },
  };
};

const learn: Ask = (facts, { learn: t }) => {
  const change = learnt(facts);
  return {
    subject: ahead,
    question: t.question,
    choices: label(changeChoices, t.choices),
    answer: change && {
      choice: change.choice,
      found: [t.found(change.before, change.after, change.step)],
    },
  };
};

const breakIt: Ask = (facts, { break: t }) => {
  const end = collapse(facts);
  const rewards =
    end === null || end.rewardBefore === null || end.rewardAfter === null
      ? null
      : { before: end.rewardBefore, after: end.rewardAfter };
  const isHacked = rewards !== null && rewards.after > rewards.before && end?.choice === 'falls';
  return {
    subject: ahead,
    question: t.question,
    choices: label(changeChoices, t.choices),
    answer: end && {
      choice: end.choice,
      found: [
        t.found(end.before, end.after, end.step),
        ...(rewards === null ? [] : [t.rewards(rewards.before, rewards.after)]),
        ...(isHacked ? [t.hacked] : []),
      ],
    },
  };
};

const compare: Ask = (facts, { compare: t }) => {
  const { plain, broken } = facts;
  const better = betterRun(facts);
  return {
    subject: plain && broken && `${plain.id} ${broken.id}`,
    question: t.question,
    choices: label(runChoices, t.choices),
    answer: better && {
      choice: better.choice,
      found: [
        t.works(better.plain.works, better.broken.works),
        t.both(better.plain.both, better.broken.both),
        ...(better.sft ? [t.sft(better.sft.works, better.sft.both)] : []),
        t.insight,
      ],
    },
  };
};

const limits: Ask = (facts, { limits: t }) => {
  const count = exploitCount(facts);
  return {
    subject: count && facts.rollout && keyOf(facts.rollout),
    question: t.question,
    choices: label(caseChoices, t.choices),
    answer: count && {
      choice: count.choice,
      found: [t.found(count.exploits, count.functional), t.insight],
    },
  };
};

const asks: Readonly<Record<CardId, Ask>> = {
  pair,
  mask,
  sft,
  step,
  colours,
  contrast,
  learn,
  break: breakIt,
  compare,
  limits,
};

export const askedOf = (id: CardId, facts: LessonFacts, locale: Locale): Asked =>
  asks[id](facts, locale.messages.lesson.words, locale);
