/** What the decisions of a person about an item come down to. */
import { stageNames, type Directive, type StageName } from './contract.ts';

export interface Plan {
  readonly decision: 'accept' | 'reject' | null;
  /** In place of the model's. */
  readonly secure: string | null;
  readonly prompts: readonly string[] | null;
  /** How often a stage was asked for anew, itself or with an earlier one. */
  readonly attempt: (stage: StageName) => number;
}

const placeOf = (stage: StageName) => stageNames.indexOf(stage);

/** Later decisions outweigh earlier ones. */
export function planOf(directives: readonly Directive[]): Plan {
  let decision: Plan['decision'] = null;
  let secure: string | null = null;
  let prompts: readonly string[] | null = null;
  const reruns: StageName[] = [];
  for (const directive of directives) {
    switch (directive.kind) {
      case 'accept':
      case 'reject':
        decision = directive.kind;
        break;
      case 'reconsider':
        decision = null;
        break;
      case 'edit-repair':
        decision = null;
        secure = directive.secure;
        break;
      case 'edit-prompts':
        decision = null;
        prompts = directive.prompts;
        break;
      case 'rerun':
        decision = null;
        reruns.push(directive.stage);
        prompts = null;
        if (placeOf(directive.stage) <= placeOf('reflect')) secure = null;
        break;
    }
  }
  return {
    decision,
    secure,
    prompts,
    attempt: (stage) => reruns.filter((from) => placeOf(from) <= placeOf(stage)).length,
  };
}
