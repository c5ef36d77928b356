import type { Rollout } from '../../core/rollout.ts';
import { causeOf } from '../inspector/cause.ts';
import { formatNumber, formatSigned } from './scale.ts';
import { showToken } from './tokenText.ts';

/** Everything the colours say, as a table. */
export function TokenTable({ rollout }: { rollout: Rollout }) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Table of tokens">
      <table className="token-table">
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">token</th>
            <th scope="col">advantage</th>
            <th scope="col">outcome</th>
            <th scope="col">token term</th>
            <th scope="col">ratio</th>
            <th scope="col">in loss</th>
            <th scope="col">why</th>
          </tr>
        </thead>
        <tbody>
          {rollout.tokens.map((token, t) => (
            <tr key={t}>
              <td>{t}</td>
              <th scope="row">
                <code>{showToken(token)}</code>
              </th>
              <td>{formatSigned(rollout.advantages[t] ?? 0)}</td>
              <td>{formatSigned(rollout.outcomeAdvantage)}</td>
              <td>{formatSigned(rollout.tokenAdvantages[t] ?? 0)}</td>
              <td>
                {formatNumber(rollout.ratio[t] ?? 1)}
                {rollout.isClipped[t] === 1 && ' clipped'}
              </td>
              <td>{rollout.completionMask[t] === 0 ? 'no' : 'yes'}</td>
              <td className="why">{causeOf(rollout, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
