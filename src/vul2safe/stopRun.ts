/** Ends the work on all items; what had not ended goes back into the queue. */
import type { Stop } from './contract.ts';

export class StopRun extends Error {
  override readonly name = 'StopRun';
  constructor(readonly stop: Stop) {
    super(stop.message);
  }
}
