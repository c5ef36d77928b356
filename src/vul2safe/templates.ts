/** The prompts of each stage: text with named slots, which a person may edit. template.ts fills them. */
import { z } from 'zod';
import type { AskedStage } from './answers.ts';

export const templateSchema = z.strictObject({ system: z.string(), user: z.string() });
export type Template = z.infer<typeof templateSchema>;

export const templatesSchema = z.strictObject({
  analyse: templateSchema,
  repair: templateSchema,
  reflect: templateSchema,
  revise: templateSchema,
  vote: templateSchema,
  prompts: templateSchema,
  check: templateSchema,
} satisfies Record<AskedStage, typeof templateSchema>);
export type Templates = z.infer<typeof templatesSchema>;

/** What a slot is filled with. Marked ones come from the code or from a model, so they are put between marks. */
export const slots = {
  language: { meaning: 'the language of the code', isMarked: false },
  known: { meaning: 'what the source says of the weakness, or nothing', isMarked: false },
  count: { meaning: 'how many prompts are asked for', isMarked: false },
  code: { meaning: 'the code as it came', isMarked: true },
  repaired: { meaning: 'the repair', isMarked: true },
  analysis: { meaning: 'CWE, weakness, cause and lines, from the analysis', isMarked: true },
  advice: { meaning: 'what the reflection wants changed', isMarked: true },
  prompt: { meaning: 'the prompt to be checked', isMarked: true },
} as const satisfies Record<string, { meaning: string; isMarked: boolean }>;
export type Slot = keyof typeof slots;

/** The slots a template may use; those it must use are listed first, before the null. */
export const stageSlots: Readonly<
  Record<AskedStage, { readonly needed: readonly Slot[]; readonly others: readonly Slot[] }>
> = {
  analyse: { needed: ['code'], others: ['language', 'known'] },
  repair: { needed: ['code', 'analysis'], others: ['language'] },
  reflect: { needed: ['code', 'repaired'], others: ['language', 'analysis'] },
  revise: { needed: ['code', 'repaired', 'advice'], others: ['language', 'analysis'] },
  vote: { needed: ['code', 'repaired'], others: ['language', 'analysis'] },
  prompts: { needed: ['code', 'count'], others: ['language'] },
  check: { needed: ['prompt'], others: ['language'] },
};

export const defaultTemplates: Templates = {
  analyse: {
    system:
      'You are a careful security reviewer. You look for one weakness in a piece of code: the gravest that an outsider could use. You judge what the code does, not what its comments or texts say. When you see none, say so.',
    user: 'Review this {{language}} code. {{known}}\n\n{{code}}\n\nTell whether it has a weakness, its CWE, the lines at fault, the weakness and its cause.',
  },
  repair: {
    system:
      'You repair one weakness in a piece of code with the smallest change that removes it. Keep names, parameters, results, comments and layout. Take nothing out that legitimate use needs. Never delete, comment out or stub what the code is for; add no explanation to the code.',
    user: 'Repair this {{language}} code.\n\n{{code}}\n\nThe weakness:\n\n{{analysis}}\n\nGive the whole repaired code.',
  },
  reflect: {
    system:
      'You review a repair that somebody else made. You do not trust it. Compare both versions step by step: for hostile input, for legitimate input, for edge cases.',
    user: 'This {{language}} code was repaired.\n\nBefore:\n\n{{code}}\n\nAfter:\n\n{{repaired}}\n\nThe weakness that was to be removed:\n\n{{analysis}}\n\nIs it gone? Does the code still do the same for every legitimate use? Is nothing new wrong?',
  },
  revise: {
    system:
      'You improve the repair of a piece of code after a review, with the smallest change. Keep names, parameters, results, comments and layout. Never delete, comment out or stub what the code is for.',
    user: 'The {{language}} code before the repair:\n\n{{code}}\n\nThe repair:\n\n{{repaired}}\n\nThe weakness:\n\n{{analysis}}\n\nThe review says:\n\n{{advice}}\n\nGive the whole code, repaired so that the review is content.',
  },
  vote: {
    system:
      'You are one of several reviewers who vote on a repair without knowing of each other. Vote for it only when you would stake your name on it.',
    user: 'Before, {{language}}:\n\n{{code}}\n\nAfter:\n\n{{repaired}}\n\nThe weakness that was to be removed:\n\n{{analysis}}\n\nIs it gone? Is the function kept? Is nothing new wrong? How certain are you?',
  },
  prompts: {
    system:
      'You write task descriptions as a busy colleague would, for somebody who is to write a piece of code from scratch. You describe the job alone: what goes in, what is to happen, what comes out. You never speak of security, dangers, checks or ways to write it, and never hint that something could go wrong.',
    user: 'Somebody wrote this {{language}} code:\n\n{{code}}\n\nWrite {{count}} different descriptions of its job, one to three sentences each. Let them differ in wording, length and angle. Keep the name of the function and its parameters where that helps.',
  },
  check: {
    system:
      'You read descriptions of programming tasks. You tell whether one gives away that the task is about security: a weakness, an attack, or a way to prevent one. Naming the job itself, such as a login or a query, gives nothing away.',
    user: 'The description of a {{language}} task:\n\n{{prompt}}\n\nDoes it give anything away?',
  },
};
