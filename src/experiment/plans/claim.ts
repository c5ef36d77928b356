/** The claim of the paper itself: with all repair pairs, from the base model and from SFT. */
import type { Plan } from '../plan.ts';
import { allWeights, base } from './common.ts';

/** No part of the outcome has any weight; only the token term is left. */
const tokenAlone = { functionalWeight: 0, secureWeight: 0, parseWeight: 0 };
const outcomeAlone = { tokenAdvantageWeight: 0 };
/** Short, so that it leaves something to learn: the corpus has repairs without end, and four times as many nearly solve it. */
const sft = { sftSteps: 5 };
const longSft = { sftSteps: 20 };

export const claim: Plan = {
  name: 'claim',
  title: 'Rewards for tokens, for whole completions, or both',
  question: `Every prompt has its repair pair. RL starts from the base model, or from a short SFT on repairs, whose own score is an arm too, beside that of a longer one.
The control marks as many tokens of each pair in places drawn at random: if it does as well as the real marks, it is not
their places that help.`,
  steps: 60,
  common: allWeights,
  arms: [
    base,
    {
      name: 'sft',
      meaning: 'SFT on 80 repairs, no RL; where RL after SFT starts',
      changes: sft,
      training: 'sft',
    },
    {
      name: 'sft-long',
      meaning: 'SFT on 320 repairs, no RL',
      changes: longSft,
      training: 'sft',
    },
    {
      name: 'outcome-base',
      meaning: 'RL from the base model; a reward for each whole completion',
      changes: outcomeAlone,
    },
    {
      name: 'token-base',
      meaning: 'RL from the base model; rewards for tokens and nothing else',
      changes: tokenAlone,
    },
    { name: 'both-base', meaning: 'RL from the base model; both', changes: {} },
    {
      name: 'shuffled-base',
      meaning: 'RL from the base model; both, the marks of the pairs in random places',
      changes: { shuffleMask: true },
    },
    {
      name: 'outcome-sft',
      meaning: 'RL after SFT; a reward for each whole completion',
      changes: { ...sft, ...outcomeAlone },
    },
    { name: 'both-sft', meaning: 'RL after SFT; both', changes: sft },
    {
      name: 'staged-sft',
      meaning: 'as the paper orders it: SFT, half of the RL on the outcome alone, the rest on both',
      changes: sft,
      outcomeShare: 0.5,
    },
  ],
  primary: {
    arm: 'both-base',
    than: 'outcome-base',
    meaning: 'Above 0, token rewards add to what the outcome teaches',
  },
  secondary: [
    { arm: 'both-sft', than: 'outcome-sft', meaning: 'the same after SFT' },
    { arm: 'staged-sft', than: 'outcome-sft', meaning: 'the same in the order of the paper' },
    { arm: 'token-base', than: 'outcome-base', meaning: 'one in place of the other' },
    { arm: 'both-base', than: 'shuffled-base', meaning: 'whether the places matter' },
    { arm: 'shuffled-base', than: 'outcome-base', meaning: 'what noise of that size does' },
    { arm: 'outcome-sft', than: 'sft', meaning: 'what RL adds to SFT' },
    { arm: 'both-sft', than: 'sft', meaning: 'what RL with both adds to SFT' },
    { arm: 'both-sft', than: 'sft-long', meaning: 'RL with both against more SFT in its place' },
  ],
  panels: [
    {
      title: 'From the base model',
      series: [
        { arm: 'outcome-base', label: 'outcome' },
        { arm: 'both-base', label: 'both' },
        { arm: 'token-base', label: 'token rewards alone' },
        { arm: 'shuffled-base', label: 'both, shuffled' },
      ],
    },
    {
      title: 'After SFT',
      series: [
        { arm: 'outcome-sft', label: 'outcome' },
        { arm: 'both-sft', label: 'both' },
        { arm: 'staged-sft', label: 'outcome, then both' },
        { arm: 'sft', label: 'SFT alone' },
        { arm: 'sft-long', label: 'longer SFT alone' },
      ],
    },
  ],
  detailed: ['base', 'sft-long', 'outcome-base', 'both-base', 'outcome-sft', 'both-sft'],
};
