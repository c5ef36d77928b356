/**
 * Finds text in code that addresses the model that reviews it: prompt injection. Phrases and structures are those that are
 * documented (OWASP LLM01 "Prompt Injection"; Greshake et al. 2023, arXiv 2302.12173; Boucher and Anderson 2021, "Trojan
 * Source", arXiv 2111.00169, for invisible and direction-changing characters; tag characters, U+E0000, for hidden ASCII).
 *
 * It is a lure for attention, no defence: what it does not know passes. The defence is that code is announced as data, that
 * a verdict has one form, and that gates run which read no text. A flagged item is never accepted without a person.
 */
import type { Flag } from './contract.ts';

type Kind = Flag['kind'];

interface Sign {
  readonly kind: Kind;
  readonly pattern: RegExp;
  readonly message: string;
}

/** Looked for in the folded text: lower case, one space between words, no comment marks, no invisible characters. */
const phrases: readonly Sign[] = [
  {
    kind: 'command',
    pattern:
      /\b(?:ignore|disregard|forget|override|bypass|discard)\b(?: \S+){0,4}? (?:above|previous|prior|preceding|earlier|instructions?|prompts?|rules|guidelines)\b/gu,
    message: 'It tells a reader to ignore what was said before.',
  },
  {
    kind: 'command',
    pattern:
      /\b(?:do not|don ?t|never|must not|avoid) (?:report|flag|mention|mark|list|reveal|analy[sz]e|review)(?:ing)?\b(?: [\p{L}\d]+){0,5}? (?:vulnerab\w*|weakness\w*|issues?|problems?|findings?|cwe\S*|flaws?)(?=\W|$)/gu,
    message: 'It tells a reader what not to report.',
  },
  {
    kind: 'command',
    pattern:
      /\b(?:you are now|you are an? (?:\S+ ){0,3}(?:assistant|reviewer|model|ai|bot|auditor)|act as (?:an? |the )?(?:\S+ ){0,2}(?:assistant|reviewer|model|ai|bot|auditor)|pretend (?:to be|that|you)|from now on,? you|your (?:new )?(?:task|role|instructions?|job) (?:is|are))\b/gu,
    message: 'It gives a reader a role or a task.',
  },
  {
    kind: 'command',
    pattern:
      /\b(?:note (?:to|for)|attention|dear|hey|hello|message (?:to|for)|instructions? (?:to|for)),? (?:(?:the|any|all) )?(?:\S+ )?(?:ai|llms?|models?|assistants?|chatgpt|gpt|claude|gemini|copilot|(?:automated |ai |code )?reviewers?|scanners?)\b/gu,
    message: 'It addresses a model.',
  },
  {
    kind: 'command',
    pattern:
      /\b(?:new instructions?|system prompt|developer mode|jailbreak|end of (?:the )?(?:prompt|instructions)|as an ai (?:model|language model|assistant|reviewer))\b/gu,
    message: 'It speaks of the instructions of a model.',
  },
  {
    kind: 'verdict',
    pattern:
      /\b(?:say|state|mark|rate|classify|label|report|conclude|declare|consider|treat|answer|respond|reply|output|vote|assume|confirm)\b(?: [\p{L}\d]+){0,6}? (?:safe|secure|not vulnerable|non-vulnerable|no (?:\S+ )?(?:vulnerabilit\w+|weakness\w*|issues?)|harmless|fixed|approved|benign)\b/gu,
    message: 'It asks for a verdict.',
  },
  {
    kind: 'verdict',
    pattern:
      /\bthis (?:code|function|file|repair|version|change|snippet|patch) (?:is|was|has been)(?: \S+){0,3}? (?:safe|secure|audited|approved|verified|certified|not vulnerable|proven)\b/gu,
    message: 'It claims a verdict.',
  },
  {
    kind: 'verdict',
    pattern: /\b(?:answer|respond|reply)(?: only| exactly| just)? (?:with|only|exactly)\b/gu,
    message: 'It says how to answer.',
  },
  {
    kind: 'delimiter',
    pattern:
      /\b(?:end of (?:the )?(?:user input|untrusted \w+|code (?:under|to) review)|the (?:data|code) (?:ends|has ended) here)\b/gu,
    message: 'It pretends that the data has ended.',
  },
];

/** Looked for in the code as it is. */
const structures: readonly Sign[] = [
  {
    kind: 'role',
    pattern:
      /<\|[a-z_]{2,24}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant|instructions?)>|<start_of_turn>|<end_of_turn>/giu,
    message: 'It holds a mark with which chats separate their speakers.',
  },
  {
    kind: 'role',
    pattern:
      /(?:\/\/|#|\*|--)[ \t]*(?:system|assistant|human)[ \t]*:|#{2,4}[ \t]*(?:instruction|response|system|human|assistant)s?\b[ \t]*:?/giu,
    message: 'It begins a line as a speaker of a chat would.',
  },
  {
    kind: 'verdict',
    pattern:
      /\\?["']?\b(?:isVulnerable|isFixed|isFunctionKept|isNothingNew|givesAway)\b\\?["']?\s*[:=]\s*(?:true|false)/gu,
    message: 'It holds a field of an answer.',
  },
  {
    kind: 'delimiter',
    pattern: /<<\s*DATA-|\bDATA-[0-9a-f]{4,}\s*>>|(?:^|\n)[ \t]*(?:\/\/|#|\*)?[ \t]*`{3,}/giu,
    message: 'It imitates the marks around data.',
  },
  {
    kind: 'hidden',
    pattern:
      /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]|(?!^)\ufeff|[\u{e0000}-\u{e007f}]+/gu,
    message: 'It holds characters that nobody sees or that turn the direction of reading.',
  },
];

/** Letters of other alphabets that look like ours. */
const lookalikes = new Map(
  Object.entries({
    а: 'a',
    е: 'e',
    о: 'o',
    р: 'p',
    с: 'c',
    у: 'y',
    х: 'x',
    і: 'i',
    ѕ: 's',
    ο: 'o',
    ι: 'i',
  }),
);

const invisible = /[\p{Cf}\u{e0000}-\u{e007f}]/u;
/** What stands between words of a text that runs over several comment lines or joined strings. */
const gap = /[\s*/#"'`+\\;_|.,!>-]/u;

/** The text to look for phrases in, with the offset in the code of each of its characters. */
function fold(code: string): { text: string; offsets: number[] } {
  let text = '';
  const offsets: number[] = [];
  for (let at = 0; at < code.length;) {
    const character = String.fromCodePoint(code.codePointAt(at) ?? 0);
    const here = at;
    at += character.length;
    if (invisible.test(character)) continue;
    const isGap = gap.test(character);
    if (isGap && (text === '' || text.endsWith(' '))) continue;
    const small = character.normalize('NFKC').toLowerCase();
    const folded = isGap ? ' ' : (lookalikes.get(small) ?? small);
    text += folded;
    for (let i = 0; i < folded.length; i += 1) offsets.push(here);
  }
  return { text, offsets };
}

function phrasesIn(code: string): Flag[] {
  const { text, offsets } = fold(code);
  return phrases.flatMap(({ kind, pattern, message }) =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
      kind,
      message,
      start: offsets[index],
      end: offsets[index + found.length - 1] + 1,
    })),
  );
}

const base64 = /[A-Za-z0-9+/]{24,}={0,2}/gu;
const escapes =
  /(?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]{1,6}\}|%[0-9a-fA-F]{2}){8,}/gu;

/** Text that was encoded so that only a model reads it. */
function encodedIn(code: string): Flag[] {
  const decoded = [
    ...[...code.matchAll(base64)].map((found) => ({ found, text: fromBase64(found[0]) })),
    ...[...code.matchAll(escapes)].map((found) => ({ found, text: fromEscapes(found[0]) })),
  ];
  return decoded
    .filter(({ text }) => phrasesIn(text).length > 0)
    .map(({ found }) => ({
      kind: 'hidden',
      message: 'It holds encoded text that addresses a model.',
      start: found.index,
      end: found.index + found[0].length,
    }));
}

function fromBase64(text: string): string {
  try {
    return atob(text.slice(0, text.length - (text.length % 4)));
  } catch {
    return '';
  }
}

const fromEscapes = (text: string) =>
  text.replace(
    /\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\u\{([0-9a-f]{1,6})\}|%([0-9a-f]{2})/giu,
    (_, ...groups) => {
      const digits = groups.find((group): group is string => typeof group === 'string') ?? '0';
      const point = parseInt(digits, 16);
      return point > 0x10ffff ? '' : String.fromCodePoint(point);
    },
  );

/** Flags in order of their start; of several of one kind that overlap, the first. */
export function flagsIn(code: string): Flag[] {
  const shown = structures.flatMap(({ kind, pattern, message }) =>
    [...code.matchAll(pattern)].map(({ index, 0: found }): Flag => ({
      kind,
      message,
      start: index,
      end: index + found.length,
    })),
  );
  const all = [...shown, ...phrasesIn(code), ...encodedIn(code)].sort((a, b) => a.start - b.start);
  return all.filter(
    (flag, i) => !all.slice(0, i).some((o) => o.kind === flag.kind && o.end > flag.start),
  );
}
