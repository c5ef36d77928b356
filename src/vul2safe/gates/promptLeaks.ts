/** Ways in which a prompt gives the weakness or its repair away, beyond words of security and identifiers of the repair. */
import { lex } from '../../core/lexemes.ts';

interface Leak {
  readonly pattern: RegExp;
  /** What it speaks of, after "It speaks of". */
  readonly what: string;
}

/** Phrases that belong to a repair and not to a job, by the weakness they repair. */
const leaks: readonly Leak[] = [
  {
    what: 'how a query is made',
    pattern:
      /\b(?:parameteri[sz]\w*|prepared statements?|place-?holders?|bind(?:ing|s)?(?: (?:the )?(?:values?|parameters?|variables?))|bound (?:values?|parameters?))\b/iu,
  },
  {
    what: 'what must stay inside',
    pattern:
      /\b(?:stays?|remains?|lies?|is|are|keeps?|kept) (?:\w+ ){0,4}?(?:inside|within|under|below) (?:the |its |that |this |a )?(?:\w+ )?(?:folder|director\w+|root|base|bounds|limits?|range)\b/iu,
  },
  {
    what: 'leaving a folder',
    pattern:
      /\b(?:outside|out of|above|beyond) (?:of )?(?:the |its |that |this |a )?(?:\w+ )?(?:folder|director\w+|root|base|bounds|end of the (?:array|buffer))\b|\.\.\//iu,
  },
  {
    what: 'a list of what may be',
    pattern:
      /\b(?:white|black|deny|block|safe)-?\s?lists?\b|\b(?:only|just) (?:accept|take|use|run|open|load|follow)s? (?:\w+ ){0,3}?(?:known|expected|listed|approved|legitimate|well-formed)\b/iu,
  },
  {
    what: 'a check',
    pattern:
      /\b(?:make sure|ensure|check(?:s|ed|ing)?|confirm|double-check|assert|reject|refuse|den(?:y|ies)|disallow|filter(?:s|ed|ing)? out|strip(?:s|ped|ping)?|clean(?:s|ed|ing)? (?:up )?(?:the |any )?(?:input|value|text|name)s?|clamp|cap(?:s|ped)?\b.{0,20}\b(?:length|size|number)|limit(?:s|ed|ing)?)\b/iu,
  },
  {
    what: 'input that is not trusted',
    pattern:
      /\b(?:arbitrary|attacker|adversar\w+|user-controlled|unexpected|suspicious|rogue|bad|crafted|tainted|dubious|abus\w+|misus\w+|intruder\w*|tamper\w*|leak\w*|expos\w+|sensitive|privac\w+|confidential\w*|spoof\w*|forg(?:e|ed|ery|ing)|bypass\w*|privileg\w*|brute)\b/iu,
  },
  {
    what: 'a shell',
    pattern:
      /\b(?:without|no|not|instead of|avoid\w*|rather than) (?:\w+ ){0,3}?(?:shell|eval|exec\w*|innerHTML|markup|html|interpol\w+|concat\w+|string building|pickle|deseriali[sz]\w+)\b|\b(?:list|array) of arguments\b|\bargument (?:list|array|vector)\b/iu,
  },
  {
    what: 'text that is no markup',
    pattern:
      /\b(?:plain text|text content|as text only|entit(?:y|ies)|encod\w+ (?:for|as) html|html-?encod\w+|special characters|meta-?characters|control characters|line breaks? (?:removed|replaced)|quot(?:e|es|ed|ing) (?:the )?(?:argument|value|input)s?)\b/iu,
  },
  {
    what: 'cryptography',
    pattern:
      /\b(?:constant[- ]time|timing|salt(?:s|ed|ing)?|pepper|bcrypt|scrypt|argon2?|pbkdf2|hmac|sha-?(?:256|384|512)|aes|gcm|nonces?|csprng|entropy|unguessable|unpredictable|signed(?! (?:in|up|out|off)\b|-)|signatures?|one-way)\b/iu,
  },
  {
    what: 'a flag of a cookie or header',
    pattern:
      /\b(?:http-?only|same-?site|content-?security-?policy|csp|x-frame|hsts|nosniff|same origin|origin header)\b/iu,
  },
  {
    what: 'a prototype',
    pattern:
      /\b(?:__proto__|prototypes?|own propert(?:y|ies)|hasOwn\w*|null-prototype|constructor keys?)\b/iu,
  },
  {
    what: 'memory',
    pattern:
      /\b(?:over-?flow\w*|under-?flow\w*|out[- ]of[- ]bounds|bounds?[- ]check\w*|buffer size|null[- ]termina\w*|dangling|use[- ]after[- ]free|double free|off[- ]by[- ]one|wrap(?:s|ping)? around|snprintf|strlcpy|strncpy)\b/iu,
  },
  {
    what: 'a slow pattern',
    pattern:
      /\b(?:catastroph\w+|backtrack\w+|redos|denial|linear time|time-?outs?|exhaust\w*|flood\w*)\b/iu,
  },
  {
    what: 'a later look at the task',
    pattern:
      /\b(?:properly|correctly|carefully|robust\w*|harden\w*|defensive\w*|best practi[cs]es?|bullet-?proof|fool-?proof|regardless of what|no matter what|never (?:\w+ )?(?:run|open|load|leave|reach|read|write)|must not|should not|cannot be used to|so that (?:no|nobody|users? can ?not))\b/iu,
  },
  {
    what: 'a fault',
    pattern:
      /\b(?:bugs?|fix(?:es|ed)?|repair\w*|patch(?:es|ed)?|flaw\w*|fault\w*|issues?|problem\w*|owasp|cve-?\d*|audit\w*|review\w*|injections?|escape[sd]?)\b/iu,
  },
];

/**
 * What the prompt speaks of that it must not; empty when nothing.
 * @param own words of the code before its repair, in lower case: one of them alone, such as limit, belongs to the job
 */
export function leakedPhrases(prompt: string, own: ReadonlySet<string> = new Set()): string[] {
  return leaks.flatMap(({ what, pattern }) => {
    const all = prompt.match(new RegExp(pattern, 'giu')) ?? [];
    const found = all.find((phrase) => !own.has(phrase.trim().toLowerCase()));
    return found === undefined ? [] : [`It speaks of ${what} ("${found.trim()}").`];
  });
}

const wordsIn = (name: string) =>
  name
    .replace(/([a-z\d])([A-Z])/gu, '$1 $2')
    .split(/[\s_$]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

/** Names of two words and more that only the repair uses, told in the prompt as words: textContent as "text content". */
export function spelledIdentifiers(prompt: string, vulnerable: string, secure: string): string[] {
  const namesOf = (code: string) =>
    new Set(lex(code).flatMap(({ kind, text }) => (kind === 'identifier' ? [text] : [])));
  const before = namesOf(vulnerable);
  const said = ` ${(prompt.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).join(' ')} `;
  return [...namesOf(secure)].filter((name) => {
    const words = wordsIn(name);
    return !before.has(name) && words.length > 1 && said.includes(` ${words.join(' ')} `);
  });
}
