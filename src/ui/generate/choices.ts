/** What is chosen on the Generate screen, as its address carries it. Pure. */
import type { WritingOptions } from '../../worker/generationContract.ts';
import { splits, type PromptRef, type Split } from '../../worker/generationContract.ts';
import { isDetail, type Place } from '../state/place.ts';

export const defaultOptions: WritingOptions = {
  completions: 1,
  temperature: 0,
  topK: 0,
  topP: 1,
  maxCompletionLength: 96,
  seed: 1,
};

/** In the order of the form; under each one's name in the address. Longer names are those of a run's settings. */
export const optionNames = {
  completions: 'n',
  temperature: 't',
  topK: 'k',
  topP: 'p',
  maxCompletionLength: 'length',
  seed: 'draws',
} as const satisfies Record<keyof WritingOptions, string>;

// Object.keys forgets the names that the table's type holds.
export const optionKeys = Object.keys(optionNames) as (keyof WritingOptions)[];

/** Longer texts of one's own stay out of the address, and are gone after a reload. */
export const longestLinkedText = 1000;

/** Models side by side. */
export const mostColumns = 3;

export interface Choices {
  /** Keys of the models (models.ts), or null while the reader has chosen none. */
  readonly models: readonly string[] | null;
  readonly split: Split;
  /** Which task of the split, from 1. */
  readonly number: number;
  /** A text of the reader's own, in place of the task. */
  readonly text: string | null;
  readonly options: WritingOptions;
}

export const defaultChoices: Choices = {
  models: null,
  split: 'unseen-names',
  number: 1,
  text: null,
  options: defaultOptions,
};

/** @param details of an address; what state/place.ts lets through is valid */
export function readChoices(details: Place['details']): Choices {
  const options = optionKeys.flatMap((key): [string, number][] => {
    const text = details[optionNames[key]];
    return text === undefined ? [] : [[key, Number(text)]];
  });
  return {
    models: details['models']?.split(',') ?? null,
    split: splits.find((name) => name === details['split']) ?? defaultChoices.split,
    number: Number(details['number'] ?? defaultChoices.number),
    text: details['text'] ?? null,
    options: { ...defaultOptions, ...Object.fromEntries<number>(options) },
  };
}

/** Non-defaults only; a text that is too long is left away. */
export function writeChoices({ models, split, number, text, options }: Choices): Place['details'] {
  const changed = optionKeys.filter((key) => options[key] !== defaultOptions[key]);
  return {
    ...(models === null ? {} : { models: models.join(',') }),
    ...(split === defaultChoices.split ? {} : { split }),
    ...(number === defaultChoices.number ? {} : { number: String(number) }),
    ...(text === null || text === '' || text.length > longestLinkedText ? {} : { text }),
    ...Object.fromEntries(changed.map((key) => [optionNames[key], String(options[key])])),
  };
}

/** The options with one changed, or null when that value is not allowed. */
export function withOption(
  options: WritingOptions,
  key: keyof WritingOptions,
  text: string,
): WritingOptions | null {
  const value = text.trim() === '' ? NaN : Number(text);
  const isAllowed =
    value === defaultOptions[key] || isDetail('generate', optionNames[key], String(value));
  return isAllowed ? { ...options, [key]: value } : null;
}

export const promptOf = ({ split, number, text }: Choices): PromptRef =>
  text === null ? { kind: 'task', split, index: number - 1 } : { kind: 'text', text };
