/** What may still be spent. A call is only begun when it fits with everything else that is under way. */
import type { Usage } from './contract.ts';
import type { ChatCall } from './providers/provider.ts';
import { estimateUsage } from './providers/provider.ts';
import type { Settings } from './settings.ts';
import { StopRun } from './stopRun.ts';

type Tokens = Pick<Usage, 'promptTokens' | 'completionTokens'>;

export function costOf(
  { promptTokens, completionTokens }: Tokens,
  price: Settings['price'],
): number {
  return (promptTokens * price.prompt + completionTokens * price.completion) / 1e6;
}

export class Budget {
  /** The most that calls under way may take. */
  readonly #reserved: Tokens[] = [];

  /**
   * @param spent by all sessions so far, read anew each time
   * @param seconds of this session so far
   */
  constructor(
    private readonly settings: Pick<Settings, 'budget' | 'price'>,
    private readonly spent: Tokens,
    private readonly seconds: () => number,
  ) {}

  /**
   * @returns to be called when the call has ended
   * @throws StopRun when it might take more than is left
   */
  reserve(call: ChatCall): () => void {
    const { budget, price } = this.settings;
    // Code has more tokens than prose of its length, so a third more is set aside.
    const { promptTokens } = estimateUsage(call.messages, '');
    const most = { promptTokens: Math.ceil(promptTokens * 1.3), completionTokens: call.maxTokens };
    const all = [this.spent, most, ...this.#reserved];
    const tokens = all.reduce((sum, t) => sum + t.promptTokens + t.completionTokens, 0);
    const cost = all.reduce((sum, t) => sum + costOf(t, price), 0);
    if (budget.tokens !== null && tokens > budget.tokens)
      throw stopAt('tokens', `${budget.tokens} tokens`);
    if (budget.cost !== null && cost > budget.cost)
      throw stopAt('cost', `a cost of ${budget.cost}`);
    if (budget.seconds !== null && this.seconds() >= budget.seconds) {
      throw stopAt('time', `${budget.seconds} seconds`);
    }
    this.#reserved.push(most);
    return () => {
      const at = this.#reserved.indexOf(most);
      if (at >= 0) this.#reserved.splice(at, 1);
    };
  }
}

const stopAt = (cause: 'tokens' | 'cost' | 'time', what: string) =>
  new StopRun({
    cause,
    message: `The next call might exceed the budget of ${what}, so nothing more is asked. Raise it and start again; what is done stays done.`,
  });
