import { memo } from 'react';
import type { Rollout } from '../../core/rollout.ts';
import { useLocale } from '../i18n/language.ts';
import { causeOf } from '../inspector/cause.ts';
import { layerNames, layers } from './layers.ts';
import { showToken } from './tokenText.ts';

/** Everything the colours say, as a table: every layer that this rollout has, and the cause. */
export const TokenTable = memo(function TokenTable({ rollout }: { rollout: Rollout }) {
  const locale = useLocale();
  const { messages, format } = locale;
  const t = messages.tokens;
  const columns = layerNames.flatMap((name) => {
    const values = layers[name].valuesOf(rollout);
    return values === null ? [] : [{ name, values, show: layers[name].format }];
  });
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t.table.label}>
      <table className="token-table">
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t.table.token}</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {t.layers.names[name]}
              </th>
            ))}
            <th scope="col">{t.table.inLoss}</th>
            <th scope="col">{t.table.why}</th>
          </tr>
        </thead>
        <tbody>
          {rollout.tokens.map((token, i) => (
            <tr key={i}>
              <td>{i}</td>
              <th scope="row">
                <code>{showToken(token)}</code>
              </th>
              {columns.map(({ name, values, show }) => (
                <td key={name} data-layer={name} data-value={values[i]}>
                  {show(values[i] ?? 0, format)}
                  {name === 'ratio' && rollout.isClipped[i] === 1 && ` ${t.inspector.clipped}`}
                </td>
              ))}
              <td>{rollout.completionMask[i] === 0 ? t.table.no : t.table.yes}</td>
              <td className="why">{causeOf(rollout, i, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
