import { totalSteps } from '../../core/stagePlan.ts';
import { useText } from '../i18n/language.ts';
import { usePageState } from '../page.ts';
import { timeLeft, type RunState } from '../state/runState.ts';
import { Bar } from './Bar.tsx';
import { formatDuration, formatRate } from './duration.ts';

const isInSft = ({ stages }: RunState) => stages.at(-1)?.stage === 'sft';

/** State, step of how many, phase with done, total and rate, and the time left. */
export function ProgressLine() {
  const t = useText().controls;
  const run = usePageState((state) => state.run);
  // The settings may have been changed since the run on the screen ended.
  const config = usePageState((state) => state.runConfig ?? state.config);
  const steps = Math.max(1, totalSteps(config));
  const hasRlAhead = isInSft(run) && config.maxSteps > 0;
  const { progress, trainer } = run;
  const stage = run.stages.at(-1)?.stage ?? null;
  // A step of SFT says nothing of how long one of RL takes.
  const left = trainer === 'running' && !hasRlAhead ? timeLeft(run, steps) : null;
  const rate = progress === null ? null : formatRate(progress);
  return (
    <div className="progress">
      <p className="progress-words">
        <strong className={`state state-${trainer}`} data-testid="trainer-state">
          {t.states[trainer]}
        </strong>
        {run.runId !== null && (
          <span className="number">
            {stage !== null && `${t.stages[stage]}, `}
            {t.step(run.step, steps)}
          </span>
        )}
        {progress !== null && (
          <span>
            {progress.phase === 'judge' && run.pairs !== null
              ? t.comparing
              : t.phases[progress.phase]}{' '}
            <span className="number">
              {progress.done}/{progress.total}
              {rate !== null && ` · ${rate}`}
            </span>
          </span>
        )}
        {run.runId !== null && run.memory !== null && (
          <span className="number" data-testid="memory">
            {t.memory(
              Math.max(1e6, run.memory.bytes),
              run.engine?.backend !== 'wasm',
              run.memory.microBatches,
            )}
          </span>
        )}
        {left !== null && <span className="number">{t.left(formatDuration(left))}</span>}
      </p>
      <Bar label={t.stepsDone} value={Math.min(run.steps.length, steps)} most={steps} />
    </div>
  );
}
