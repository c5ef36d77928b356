/** How a gate says what it saw. */
import type { GateResult, SourceItem } from '../contract.ts';
import type { RejectReason } from '../reasons.ts';
import type { CodeText } from './codeText.ts';

/** What a gate looks at. */
export interface Candidate {
  readonly item: SourceItem;
  readonly secure: string;
  /** Of the source, else of the analysis. */
  readonly cwe: string;
  readonly before: CodeText;
  readonly after: CodeText;
}

/** What a gate finds: nothing wrong, a reason, or that it cannot look. */
export type Seen =
  | { readonly state: 'passed' | 'skipped'; readonly message: string }
  | { readonly state: 'failed'; readonly reason: RejectReason; readonly message: string };

export const passed = (message: string): Seen => ({ state: 'passed', message });
export const skipped = (message: string): Seen => ({ state: 'skipped', message });
export const refused = (reason: RejectReason, message: string): Seen => ({
  state: 'failed',
  reason,
  message,
});

export const resultOf = (gate: string, seen: Seen): GateResult => ({
  gate,
  state: seen.state,
  reason: seen.state === 'failed' ? seen.reason : null,
  message: seen.message,
});
