/** Turns what a run tells into the events of the contract. */
import { writeRunCheckpoint } from '../training/runCheckpoint.ts';
import type { RunListener } from '../training/runListener.ts';
import type { TrainerEvent } from './contract.ts';
import type { RecorderApi } from './runRecording.ts';

export type SendEvent = (event: TrainerEvent, transfer?: Transferable[]) => void;

/** @param base fingerprint of the model that the run started from */
export function newsOf(
  runId: string,
  base: string,
  send: SendEvent,
  keepCheckpoint: RecorderApi['keepCheckpoint'] | null,
): RunListener {
  let lastProgress = '';
  return {
    onState: (state, step) => send({ kind: 'state', state, runId, step }),
    onStage: ({ stage, from }) => send({ kind: 'stage', runId, stage, from }),
    onProgress: (step, phase, done, total) => {
      const key = `${step}${phase}${Math.round((20 * done) / total)}`;
      if (key === lastProgress) return;
      lastProgress = key;
      send({ kind: 'progress', runId, step, phase, done, total });
    },
    onRollouts: (rollouts) => {
      // A step's are asked for when it is done. The group before training has no such end, and comes whole.
      const told = rollouts[0].step === 0 ? rollouts : rollouts.slice(0, 1);
      for (const rollout of told) send({ kind: 'rollout', runId, rollout });
    },
    onStep: (step, metrics, stage) => send({ kind: 'step', runId, step, metrics, stage }),
    onEvaluation: (step, metrics, stage) =>
      send({ kind: 'evaluation', runId, step, metrics, stage }),
    onAlarm: (alarm) => send({ kind: 'alarm', runId, alarm }),
    onFailure: (failure) => send({ kind: 'failure', runId, failure }),
    onCheckpoint: (saved, kind) => {
      const files = writeRunCheckpoint(saved, base);
      // First, as a copy: sending the event takes the bytes away.
      void keepCheckpoint?.(saved.step, kind, files);
      const transfer = files.map(({ bytes }) => bytes.buffer);
      send({ kind: 'checkpoint', runId, step: saved.step, files }, transfer);
    },
  };
}
