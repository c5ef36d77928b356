/** A static rule: a tree-sitter query with its cases. docs/oracles.md shows how to write one. */

export const languageNames = ['javascript', 'python', 'c'] as const;
export type LanguageName = (typeof languageNames)[number];

export interface Rule {
  /** Unique; begins with the language. */
  readonly id: string;
  /** For example "CWE-89". */
  readonly cwe: string;
  readonly language: LanguageName;
  /** The weakness in a few words. */
  readonly title: string;
  /** What goes wrong and what to write instead, in one sentence: a finding's message. */
  readonly why: string;
  /**
   * One or more patterns; the capture @finding is what is reported. Besides tree-sitter's own
   * predicates there are those of predicates.ts.
   */
  readonly query: string;
  /** Code that the rule must find, and code that it must leave alone: at least three of each. */
  readonly cases: { readonly match: readonly string[]; readonly clean: readonly string[] };
}
