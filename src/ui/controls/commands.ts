/** Which buttons can be pressed in which state of the trainer. Pure. */
import type { TrainerState } from '../../worker/contract.ts';

export interface Commands {
  readonly canStart: boolean;
  readonly canPause: boolean;
  readonly canResume: boolean;
  readonly canStep: boolean;
  readonly canStop: boolean;
}

/** While the engine loads, Start and One step wait for it. */
export function commandsFor(trainer: TrainerState, isBusy: boolean): Commands {
  const isFree = !isBusy;
  const isAtRest = trainer === 'ready' || trainer === 'stopped' || trainer === 'loading';
  return {
    canStart: isFree && isAtRest,
    canPause: isFree && trainer === 'running',
    canResume: isFree && trainer === 'paused',
    canStep: isFree && (isAtRest || trainer === 'paused'),
    canStop: isFree && (trainer === 'running' || trainer === 'paused'),
  };
}
