import { ToggleButton } from 'react-aria-components';
import type { RewardComponent } from '../../core/leaveOut.ts';
import type { Rollout } from '../../core/rollout.ts';
import { mean, std } from '../../core/statistics.ts';
import { useLocale, useText } from '../i18n/language.ts';

/** The word for a component; one that has none is shown by its own name. */
export function useComponentName(): (component: RewardComponent) => string {
  const names: Readonly<Record<string, string>> = useText().tokens.parts;
  return (component) => names[component] ?? component;
}

export interface LeaveOut {
  /** Everything that can be left out of this step. */
  readonly components: readonly RewardComponent[];
  readonly without: ReadonlySet<RewardComponent>;
  readonly onChange: (without: ReadonlySet<RewardComponent>) => void;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What a component adds to this completion: value × weight, or the sum of its part over the tokens. */
function useAmount(rollout: Rollout): (component: RewardComponent) => string {
  const { format } = useLocale();
  const { number, signed } = format;
  const { rewardParts, tokenAdvantages, klAdvantages } = rollout;
  return (component) => {
    const part = rewardParts.find(({ name }) => name === component);
    if (part !== undefined) return `${number(part.value)} × ${number(part.weight)}`;
    if (component === 'tokenSecure')
      return `Σ ${signed(sum(tokenAdvantages.filter((a) => a > 0)))}`;
    if (component === 'tokenVulnerable') {
      return `Σ ${signed(sum(tokenAdvantages.filter((a) => a < 0)))}`;
    }
    return component === 'kl' ? `Σ ${signed(sum(klAdvantages))}` : '';
  };
}

/** What the outcome reward is made of, with its weights; each component can be left out, for a look. */
export function RewardParts({
  rollout,
  leaveOut,
}: {
  rollout: Rollout;
  leaveOut: LeaveOut | null;
}) {
  const { messages, format } = useLocale();
  const t = messages.tokens;
  const nameOf = useComponentName();
  const amountOf = useAmount(rollout);
  const components = [
    ...new Set([...rollout.rewardParts.map(({ name }) => name), ...(leaveOut?.components ?? [])]),
  ];
  const toggle = (component: RewardComponent) => {
    const next = new Set(leaveOut?.without);
    if (!next.delete(component)) next.add(component);
    leaveOut?.onChange(next);
  };
  return (
    <section className="reward-parts" aria-label={t.inspector.reward}>
      <h3>{t.inspector.reward}</h3>
      <dl className="facts">
        <div className="fact">
          <dt>{t.inspector.outcomeReward}</dt>
          <dd>{format.number(rollout.reward)}</dd>
        </div>
        <div className="fact">
          <dt>{t.inspector.group}</dt>
          <dd>
            {format.number(mean(rollout.groupRewards))}, {format.number(std(rollout.groupRewards))}
          </dd>
        </div>
      </dl>
      <p className="muted">{leaveOut === null ? t.preview.unavailable : t.preview.hint}</p>
      <ul className="part-list" aria-label={t.preview.title}>
        {components.map((component) => (
          <li key={component} className="part">
            <ToggleButton
              className="part-toggle"
              isDisabled={leaveOut === null || !leaveOut.components.includes(component)}
              isSelected={leaveOut?.without.has(component) ?? false}
              onChange={() => toggle(component)}
            >
              {nameOf(component)}
            </ToggleButton>
            <span className="number">{amountOf(component)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
