/** Where the two parts of an advantage come from, as formulas with this token's numbers. Pure. */
import type { Rollout } from '../../core/rollout.ts';
import type { RunConfig } from '../../core/runConfig.ts';
import { mean, std } from '../../core/statistics.ts';
import type { Locale } from '../i18n/language.ts';

type FormulaSettings = Pick<
  RunConfig,
  | 'advantageEstimator'
  | 'scaleRewards'
  | 'whitenAdvantages'
  | 'tokenAdvantageWeight'
  | 'tokenGamma'
  | 'gamma'
>;

function outcomeFormula(
  rollout: Rollout,
  i: number,
  settings: FormulaSettings,
  { messages, format }: Locale,
): string {
  const t = messages.tokens.formulas;
  const { number, signed } = format;
  const { reward, groupRewards, outcomeAdvantages, values, completionMask } = rollout;
  const average = mean(groupRewards);
  const centred = `${number(reward)} − ${number(average)}`;
  const value = signed(outcomeAdvantages[i] ?? 0);
  switch (settings.advantageEstimator) {
    case 'grpo':
      if (settings.scaleRewards === 'none') return t.centred(`${centred} = ${value}`);
      return settings.scaleRewards === 'batch' || settings.whitenAdvantages
        ? t.grpo(value)
        : t.grpo(`(${centred}) ÷ ${number(std(groupRewards))} = ${value}`);
    case 'rloo': {
      const others =
        (groupRewards.length * average - reward) / Math.max(1, groupRewards.length - 1);
      return t.rloo(`${number(reward)} − ${number(others)} = ${value}`);
    }
    case 'reinforce++':
      return t.whitened;
    case 'gae': {
      const earned = i === completionMask.lastIndexOf(1) ? reward : 0;
      const [v, next] = [values?.[i] ?? 0, values?.[i + 1] ?? 0];
      const delta = earned + settings.gamma * next - v;
      const sum = `${number(earned)} + ${number(settings.gamma)} × ${number(next)} − ${number(v)}`;
      return t.gae(`${sum} = ${signed(delta)}`);
    }
  }
}

/** The formulas of token i, one a line; none without the settings that it was trained with. */
export function formulasOf(
  rollout: Rollout,
  i: number,
  settings: FormulaSettings | null,
  locale: Locale,
): string[] {
  if (settings === null || rollout.completionMask[i] === 0) return [];
  const lines = [outcomeFormula(rollout, i, settings, locale)];
  const term = rollout.tokenAdvantages[i] ?? 0;
  if (term === 0) return lines;
  const t = locale.messages.tokens.formulas;
  const { number, signed } = locale.format;
  if (settings.advantageEstimator === 'gae') return [...lines, t.tokenGae];
  const weight = settings.tokenAdvantageWeight;
  const toGo = settings.whitenAdvantages ? '' : `${number(weight)} × ${signed(term / weight)} = `;
  return [...lines, t.token(toGo + signed(term))];
}
