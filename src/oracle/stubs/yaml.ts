/** A very small YAML: documents of "key: value" lines, and the tags that stand for live JavaScript objects. */
import type { Json } from '../../core/testCase.ts';

export type YamlResult =
  | {
      readonly documents: { readonly [key: string]: Json }[];
      /** Tags of the objects that were built, such as "js/function". */
      readonly built: readonly string[];
    }
  | { readonly error: string };

const words = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['~', null],
  ['', null],
]);

/** A value without a tag: a quoted text, a word with a meaning, a number, else the text itself. */
function readScalar(source: string): Json {
  const quoted = /^"(.*)"$|^'(.*)'$/.exec(source);
  if (quoted) return quoted[1] ?? quoted[2] ?? '';
  const word = words.get(source);
  if (word !== undefined) return word;
  return /^-?\d+(?:\.\d+)?$/.test(source) ? Number(source) : source;
}

/** Reads all documents of a text. Only with canBuild are tags of objects known; a built object stands as null. */
export function readYaml(source: string, canBuild: boolean): YamlResult {
  const built: string[] = [];
  const documents: { [key: string]: Json }[] = [];
  for (const part of source.replace(/^---\n/, '').split(/^---$/m)) {
    const entries: [string, Json][] = [];
    for (const line of part.split('\n')) {
      if (/^\s*(?:#.*)?$/.test(line)) continue;
      const [, key, rest] = /^([\w.-]+):(?:\s+(.*?))?\s*$/.exec(line) ?? [];
      if (key === undefined) return { error: `YAMLException: cannot read "${line}"` };
      const tag = /^!!(\S+)/.exec(rest ?? '')?.[1];
      if (tag !== undefined) {
        if (!canBuild) return { error: `YAMLException: unknown tag !<tag:yaml.org,2002:${tag}>` };
        built.push(tag);
      }
      entries.push([key, tag === undefined ? readScalar(rest ?? '') : null]);
    }
    documents.push(Object.fromEntries(entries));
  }
  return { documents, built };
}
