import type { BackendName, TrainerState } from '../../worker/contract.ts';
import { usePageState } from '../page.ts';
import { timeLeft, type Progress, type RunState } from '../state/runState.ts';
import { formatDuration, formatRate } from './duration.ts';

const phases: Record<Progress['phase'], string> = {
  compile: 'Compiling kernels',
  generate: 'Writing completions',
  judge: 'Running the tests and exploits',
  reward: 'Aligning to the repairs',
  update: 'Updating the weights',
  evaluate: 'Scoring the validation prompts',
};

const states: Record<TrainerState, string> = {
  idle: 'No engine loaded',
  loading: 'Loading the model',
  ready: 'Ready',
  running: 'Running',
  paused: 'Paused',
  stopped: 'Stopped',
  failed: 'Failed',
};

/** The memory that the run takes, estimated, and how a step is split to fit. */
function memoryWords(
  { bytes, microBatches }: NonNullable<RunState['memory']>,
  backend: BackendName | null,
): string {
  const size = Math.max(1, Math.round(bytes / 1e6));
  const parts = microBatches > 1 ? `, each step in ${microBatches} parts` : '';
  return `about ${size} MB of ${backend === 'wasm' ? '' : 'GPU '}memory${parts}`;
}

/** State, step of how many, phase with done, total and rate, and the time left. */
export function ProgressLine() {
  const run = usePageState((state) => state.run);
  const maxSteps = usePageState((state) => state.config.maxSteps);
  const { progress, trainer } = run;
  const left = trainer === 'running' ? timeLeft(run, maxSteps) : null;
  const rate = progress === null ? null : formatRate(progress);
  const percent = Math.min(100, (100 * run.steps.length) / maxSteps);
  return (
    <div className="progress">
      <p className="progress-words">
        <strong className={`state state-${trainer}`} data-testid="trainer-state">
          {states[trainer]}
        </strong>
        {run.runId !== null && (
          <span className="number">
            step {run.step} of {maxSteps}
          </span>
        )}
        {progress !== null && (
          <span>
            {progress.phase === 'judge' && run.pairs !== null
              ? 'Comparing with the repairs'
              : phases[progress.phase]}{' '}
            <span className="number">
              {progress.done}/{progress.total}
              {rate !== null && ` · ${rate}`}
            </span>
          </span>
        )}
        {run.runId !== null && run.memory !== null && (
          <span className="number" data-testid="memory">
            {memoryWords(run.memory, run.engine?.backend ?? null)}
          </span>
        )}
        {left !== null && <span className="number">{formatDuration(left)} left</span>}
      </p>
      <div
        className="bar"
        role="progressbar"
        aria-label="Steps done"
        aria-valuemin={0}
        aria-valuemax={maxSteps}
        aria-valuenow={Math.min(run.steps.length, maxSteps)}
      >
        <div className="bar-done" style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
