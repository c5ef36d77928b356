/** A repair pair (prompt, vulnerable, secure) and its tokenised form: what every security mask starts from. */
import { z } from 'zod';

/** How a repair came about, where somebody wrote it down: what Vul2Safe exports. */
export const pairProvenanceSchema = z.object({
  /** 0–1, of the votes on the repair. */
  confidence: z.number().min(0).max(1),
  /** Where the vulnerable code is from: a file and a line. */
  origin: z.string(),
  /** Who repaired it: the name of a model, or "written by hand". */
  model: z.string(),
  acceptedBy: z.enum(['pipeline', 'person']),
});
export type PairProvenance = z.infer<typeof pairProvenanceSchema>;

export const repairPairSchema = z.object({
  id: z.string().min(1),
  prompt: z.string(),
  /** The code with the weakness, y⁻. */
  vulnerable: z.string(),
  /** The same code after the repair, y⁺. */
  secure: z.string(),
  /** For example "CWE-89". */
  cwe: z.string(),
  language: z.string(),
  provenance: pairProvenanceSchema.optional(),
});

/** One ⟨prompt, vulnerable code, repaired code⟩ triple with the weakness it repairs. */
export type RepairPair = z.infer<typeof repairPairSchema>;

/** Half-open range of UTF-16 code units [start, end) of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text with its token ids [T] and, for each token, the characters it covers [T]. */
export interface TokenisedText {
  readonly text: string;
  readonly ids: readonly number[];
  readonly spans: readonly Span[];
}

/** Text of each token [T]; a token inside a character shows the whole character, the end token its name. */
export function tokenTexts({ text, spans }: TokenisedText, endToken: string): string[] {
  return spans.map(({ start, end }, t) =>
    end === start && t === spans.length - 1 ? endToken : text.slice(start, end),
  );
}
