import { Button, ToggleButton } from 'react-aria-components';
import { useText } from '../i18n/language.ts';
import { Icon } from '../Icon.tsx';
import { usePage, usePageState } from '../page.ts';
import { select, setFollowing } from '../state/runState.ts';

/** Chooses the step whose rollouts are shown: one of the kept ones, or always the newest. */
export function StepPicker() {
  const { store } = usePage();
  const t = useText().tokens.step;
  const rollouts = usePageState((state) => state.run.rollouts);
  const { step, isFollowing } = usePageState((state) => state.run.selection);
  const steps = [...rollouts.keys()].sort((a, b) => a - b);
  const position = step === null ? -1 : steps.indexOf(step);
  const go = (to: number | undefined) => {
    if (to !== undefined) store.setState(({ run }) => ({ run: select(run, { step: to }) }));
  };
  return (
    <div className="step-picker" role="group" aria-label={t.label}>
      <Button
        className="button icon-only"
        aria-label={t.earlier}
        isDisabled={position <= 0}
        onPress={() => go(steps[position - 1])}
      >
        <Icon name="previous" />
      </Button>
      <label className="step-select">
        <span className="muted">{t.short}</span>
        <select value={step ?? ''} onChange={(event) => go(Number(event.target.value))}>
          {steps.map((s) => (
            <option key={s}>{s}</option>
          ))}
        </select>
      </label>
      <Button
        className="button icon-only"
        aria-label={t.later}
        isDisabled={position === -1 || position === steps.length - 1}
        onPress={() => go(steps[position + 1])}
      >
        <Icon name="next" />
      </Button>
      <ToggleButton
        className="button live"
        isSelected={isFollowing}
        onChange={(isOn) => store.setState(({ run }) => ({ run: setFollowing(run, isOn) }))}
      >
        {t.follow}
      </ToggleButton>
    </div>
  );
}
