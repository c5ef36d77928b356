/** The ten-minute lesson: its frame, and the words of each card. */
import { english } from '../format.ts';

const { count, percent, plural, signed } = english;

const groups = (n: number) => plural(n, { one: '1 group', other: `${count(n)} groups` });

/** The cards on data and on rollouts. */
const first = {
  pair: {
    title: 'A repair pair',
    text: [
      'Everything starts from a pair: a prompt, code that does what it asks and is vulnerable, and the same code repaired. The prompt never mentions security.',
      'The pair opened here reads a file from a folder. A name such as “../secrets” leads its vulnerable side out of that folder.',
    ],
    task: 'Compare the two sides. Any other pair of the table will do, too.',
    question: 'What did this repair do?',
    choices: {
      adds: 'It only added code',
      removes: 'It only took code out',
      replaces: 'It replaced code, or did several of these',
    },
    found: (hunks: number, inserts: number) =>
      `The shortest edit from one side to the other has ${plural(hunks, { one: '1 hunk', other: `${count(hunks)} hunks` })}, of which ${count(inserts)} only insert.`,
  },
  mask: {
    title: 'The mask: which tokens count',
    text: [
      'Only what the repair changed can earn a token reward. The mask marks these tokens: blue ones are encouraged when the model writes them, orange ones discouraged.',
      'A repair that only adds leaves nothing to mark on the vulnerable side. There the boxed token is charged: it stands where the addition is missing.',
    ],
    task: (level: string) =>
      `Predict first. Then switch “Diff level” to “${level}” and watch both sides.`,
    question: (from: string, to: string) =>
      `At level “${to}” instead of “${from}”, how many tokens of the repaired side are marked?`,
    choices: { more: 'More', same: 'As many', fewer: 'Fewer' },
    found: (from: string, before: number, to: string, after: number, of: number) =>
      `${from}: ${count(before)} marked; ${to}: ${count(after)}, of ${count(of)} tokens.`,
    insight:
      'Every marked token is rewarded or charged. The coarser the mask, the more tokens are that the repair never changed.',
  },
  sft: {
    title: 'SFT: show it the repairs',
    text: [
      'The shipped model learnt from code that is mostly vulnerable. Supervised fine-tuning (SFT) shows it repairs and raises the probability of every token in them.',
      'Before and after, it answers held-out prompts. Each answer is run twice over: against ordinary tests and against exploits.',
    ],
    task: 'Predict, then press “Start”: five short steps, with a score before and after them.',
    question: 'After SFT, how many answers work and also withstand every exploit (func-sec@1)?',
    choices: {
      few: 'Fewer than one in five',
      half: 'Something between',
      most: 'More than four in five',
    },
    found: (before: number, after: number, step: number) =>
      `func-sec@1 went from ${percent(before)} to ${percent(after)}, after step ${count(step)}.`,
    works: (before: number, after: number) =>
      `func@1, the answers that merely work: ${percent(before)} before, ${percent(after)} after.`,
    insight:
      'SFT copies what it is shown, every token alike, and never sees what the model would write. The next cards take the other way, from the shipped model again: let it write, and reward what it wrote.',
  },
  step: {
    title: 'One step by hand',
    text: [
      'One step lets the model write a group of completions to each prompt, tests them, and then updates it once. Nothing is shown to it.',
      'An outcome says how good a whole completion is. Its advantage is that reward less the mean of its group: better than its siblings is encouraged, worse is discouraged. Where all of a group earn the same, the outcome teaches nothing.',
    ],
    task: 'Predict, then press “One step”. Its rollouts stand below the charts.',
    question: 'In how many groups of the newest step are all rewards equal?',
    choices: {
      none: 'In none',
      few: 'In some, but fewer than half',
      most: 'In half of them or more',
    },
    found: (step: number, equal: number, of: number) =>
      `Step ${count(step)}: in ${count(equal)} of ${groups(of)}.`,
    credited: (credited: number, equal: number) =>
      `In ${count(credited)} of these ${count(equal)}, tokens are rewarded or charged all the same: the token rewards still know which ones to keep and which to drop.`,
  },
  colours: {
    title: 'Why a token has its colour',
    text: [
      'Blue tokens were encouraged and orange ones discouraged, by exactly the advantage that entered the loss. Boxed tokens have a token reward of their own.',
    ],
    task: 'Point at a boxed token, or move to it with the arrow keys, and read its cause at the side. Pin it: click it or press Enter.',
    question: (token: string, position: number) =>
      `Token ${count(position)}, “${token}”: where does its token reward come from?`,
    choices: {
      added: 'It matches what the repair added',
      removed: 'It matches what the repair took out',
      missing: 'It stands where the repair is missing',
      none: 'It has none: the outcome alone moves it',
    },
    insight:
      'This sentence is not written by hand: it comes from the alignment that made the reward.',
  },
};

/** The cards on contrast, runs and limits. */
const second = {
  contrast: {
    title: 'The outcome alone against the tokens',
    text: [
      'Methods that know the outcome alone have one number for a whole completion and give it to every token. “Contrast” shows this completion as they would train it, beside its own colours.',
    ],
    task: 'Predict, then press “Contrast”.',
    question: (token: string, position: number, own: number) =>
      `Token ${count(position)}, “${token}”, has the advantage ${signed(own)}. What would the outcome alone give it?`,
    choices: { plus: 'Something above 0', zero: '0', minus: 'Something below 0' },
    found: (own: number, alone: number) =>
      `${signed(own)} as trained, ${signed(alone)} by the outcome alone.`,
    flat: (tokens: number) =>
      `And so it gives all ${count(tokens)} tokens of the loss: one flat colour, which cannot tell the tokens that matter from the rest.`,
  },
  learn: {
    title: 'Let it learn',
    text: [
      'The same step, again and again. Every few steps the model is scored on held-out prompts: func-sec@1 should rise, and func@1, the answers that merely work, should not fall.',
    ],
    task: 'Predict, then press “Resume” (or “Start”) and wait for the next point of “Validation”. Then you may pause.',
    question: 'What does func-sec@1 do from its first score on?',
    choices: { rises: 'It rises', same: 'It stays', falls: 'It falls' },
    found: (before: number, after: number, step: number) =>
      `From ${percent(before)} to ${percent(after)}, after step ${count(step)}.`,
  },
  break: {
    title: 'Break it on purpose',
    text: [
      'These settings take the outcome out of the reward. Token rewards remain, at three times their weight, with large steps and nothing that holds the model back.',
      'Token rewards see whether parts of the repair are written. They do not see whether the code works.',
    ],
    task: 'Predict, then press “Start”: ten steps. The score after step 5 is enough.',
    question:
      'The model will learn what its tokens earn. What does func@1, the share of answers that work, do?',
    choices: { rises: 'It rises', same: 'It stays (within 5 points)', falls: 'It falls' },
    found: (before: number, after: number, step: number) =>
      `func@1 went from ${percent(before)} to ${percent(after)}, after step ${count(step)}.`,
    rewards: (before: number, after: number) =>
      `Meanwhile the token rewards of a completion went from ${signed(before)} to ${signed(after)}.`,
    hacked:
      'So the reward rose while the code fell apart. That is reward hacking, and the outcome in the reward is what stands against it.',
  },
  compare: {
    title: 'Compare the two runs',
    text: [
      'Both runs are in the library. Here they lie over each other, with the settings in which they differ.',
      'Their own rewards cannot be compared, for they weigh different things. The tests on held-out prompts can.',
    ],
    task: 'Predict, then look at the table and the overlay.',
    question: 'In which run do more answers still work at its last score (func@1)?',
    choices: {
      plain: 'In the one with outcome and tokens',
      equal: 'As many in both',
      broken: 'In the one with tokens alone',
    },
    works: (plain: number, broken: number) =>
      `func@1: ${percent(plain)} with outcome and tokens, ${percent(broken)} with tokens alone.`,
    both: (plain: number, broken: number) =>
      `func-sec@1: ${percent(plain)} and ${percent(broken)}.`,
    sft: (works: number, both: number) =>
      `SFT alone, for its few steps: func@1 ${percent(works)}, func-sec@1 ${percent(both)}.`,
    insight: 'Read both numbers: a run can gain secure answers and lose working ones.',
    noPlain: 'There is no run with outcome and token rewards yet.',
    noBroken: 'There is no run on token rewards alone yet.',
    toCard: (title: string) => `Go to “${title}”`,
  },
  limits: {
    title: 'What the oracle cannot see',
    text: [
      'Secure means here: it withstood the exploits of its task, a few hostile inputs in a sandbox without clock, concurrency or real systems. A weakness that no case tries is missed.',
      'Static rules stand beside the tests as hints. They prove nothing, and several weaknesses have no rule at all.',
    ],
    task: 'Look at the tests and exploits below the rollout.',
    question: 'How many hostile inputs was this completion run with?',
    choices: { few: '1 to 3', some: '4 to 10', many: 'More than 10' },
    found: (exploits: number, functional: number) =>
      `${plural(exploits, { one: '1 exploit', other: `${count(exploits)} exploits` })} and ${plural(functional, { one: '1 ordinary test', other: `${count(functional)} ordinary tests` })}.`,
    insight: 'So func-sec@1 counts what withstood these inputs. It is no proof of security.',
    next: 'Where to go next',
    nextData: 'Bring repair pairs of your own',
    nextTrain: 'Change the settings and train again',
    nextLibrary: 'Export or delete the runs of this lesson',
  },
};

export const lesson = {
  label: 'Ten-minute lesson',
  progress: (n: number, of: number) => `Card ${count(n)} of ${count(of)}`,
  cards: 'Cards of the lesson',
  card: (n: number, title: string) => `${count(n)}: ${title}`,
  answered: 'answered',
  back: 'Back',
  next: 'Next card',
  leave: 'Leave',
  finish: 'Finish the lesson',
  toDo: 'To do',
  done: 'Done',
  predict: 'Predict',
  check: 'Check',
  waiting: 'Kept. It is checked as soon as it has happened.',
  right: 'As you predicted.',
  wrong: (what: string) => `Not as you predicted, but: ${what}.`,
  elsewhere: 'You are on another screen.',
  toScreen: (screen: string) => `Go to ${screen}`,
  noMask: 'The mask is not there yet.',
  noRollouts: 'No rollouts are on the screen yet.',
  noTests: 'This rollout was judged without tests, so there is nothing to count.',
  runOn: (step: number) =>
    `Your run is under way (step ${count(step)}). The lesson looks at it as it is; or stop it and begin with a new one. What is stopped stays in the library.`,
  runInTheWay: (step: number) =>
    `Another run is under way (step ${count(step)}). This card needs one of its own. What is stopped stays in the library.`,
  stopRun: 'Stop it and set up this card',
  settingsDiffer: 'The settings are not those of this card.',
  setUp: 'Set up this card',
  unusual:
    'Your settings are not the default, with which this lesson was tried out. You get them back when you leave it.',
  useDefault: 'Use the default in the lesson',
  words: { ...first, ...second },
};
