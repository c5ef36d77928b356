/** Why an item is not accepted: every reason with what it means. */

/** Why an item is rejected: something was found out about it. */
export const rejectReasons = {
  'no-weakness': 'The analysis finds no weakness in the code.',
  'not-fixed': 'After the last round the reflection still finds the repair wanting.',
  'low-confidence': 'The votes trust the repair less than the threshold asks.',
  'does-not-parse': 'The repair has more syntax errors than the code it repairs.',
  unchanged: 'The repair is the same code, so its mask is empty.',
  'only-comments': 'The repair changes nothing but comments.',
  renamed: 'The function is gone, or has another name.',
  'signature-changed': 'The function takes other parameters.',
  'deleted-body': 'Most of the function is gone instead of repaired.',
  'constant-return': 'The function only returns a constant, throws, or does nothing.',
  'commented-out': 'Code was turned into a comment instead of repaired.',
  'weakened-test': 'An assertion or a test was taken out, changed or switched off.',
  'too-large': 'More changes than a smallest repair needs.',
  'finding-stays': 'A static rule still finds the weakness in the repair.',
  'new-finding': 'A static rule finds a weakness in the repair that the code did not have.',
  'tests-fail': 'A functional or an exploit case fails on the repair.',
  'no-prompt': 'No prompt was left that describes the job without giving the weakness away.',
  flagged: 'The code holds text that addresses the model, so only a person may accept it.',
  'by-person': 'A person rejected it.',
} as const satisfies Record<string, string>;
export type RejectReason = keyof typeof rejectReasons;

/** Why an item fails: it could not be found out. */
export const failReasons = {
  'no-json': 'Two answers in a row could not be read.',
  refused: 'The model refuses to answer.',
  'too-long': 'The code does not fit the context of the model.',
  'cut-off': 'The answer was longer than may be generated.',
  'provider-failed': 'The endpoint failed until no retry was left.',
  internal: 'A fault in PatchGrad.',
} as const satisfies Record<string, string>;
export type FailReason = keyof typeof failReasons;
