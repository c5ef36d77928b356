import { useMemo, useRef } from 'react';
import type { Rollout } from '../../core/rollout.ts';
import { useLocale } from '../i18n/language.ts';
import { layerLevel, layers } from '../tokens/layers.ts';
import { marksOf, TokenCode, useTokenMarks } from '../tokens/TokenCode.tsx';
import { Tokens } from '../tokens/Tokens.tsx';
import { AdvantageProfile } from './AdvantageProfile.tsx';
import type { Inspection } from './inspection.ts';
import { reachOf } from './profile.ts';

interface ContrastProps {
  readonly rollout: Rollout;
  readonly inspection: Inspection;
}

/** The numbers of the outcome alone: mostly one for all tokens. */
function useOutcomeWords({ outcomeAdvantages, completionMask }: Rollout) {
  const { messages, format } = useLocale();
  const t = messages.tokens.contrast;
  const inLoss = outcomeAdvantages.filter((_, i) => completionMask[i] !== 0);
  const [first = 0] = inLoss;
  const isFlat = inLoss.every((a) => a === first);
  if (inLoss.length === 0) return { number: null, words: t.outsideWords };
  if (!isFlat) return { number: null, words: t.outcomeValues(inLoss.length) };
  return { number: first, words: t.outcomeWords(format.signed(first), inLoss.length) };
}

/** A picture of the tokens under the outcome alone; whoever cannot see it has the column of the table. */
function OutcomePicture({ rollout, inspection }: ContrastProps) {
  const box = useRef<HTMLDivElement>(null);
  useTokenMarks(box, marksOf(rollout, inspection));
  return (
    <div
      ref={box}
      className="code tokens"
      data-layer="outcome"
      data-scale="diverging"
      aria-hidden="true"
    >
      <Tokens rollout={rollout} layer="outcome" idBase={null} />
    </div>
  );
}

/** Both profiles on one scale; tokens outside the loss are gaps. */
function useProfiles(rollout: Rollout) {
  return useMemo(() => {
    const inLoss = (values: readonly number[]) =>
      values.map((value, i) => (rollout.completionMask[i] === 0 ? null : value));
    const outcome = inLoss(rollout.outcomeAdvantages);
    const token = inLoss(rollout.advantages);
    return { outcome, token, reach: reachOf(outcome, token) };
  }, [rollout]);
}

/** The paper in one picture: the same completion credited by the outcome alone, and token by token. */
export function Contrast({ rollout, inspection }: ContrastProps) {
  const { messages, format } = useLocale();
  const t = messages.tokens.contrast;
  const { number, words } = useOutcomeWords(rollout);
  const profiles = useProfiles(rollout);
  const credits = rollout.tokenAdvantages.filter((_, i) => rollout.completionMask[i] !== 0);
  const plus = credits.filter((a) => a > 0).length;
  const minus = credits.filter((a) => a < 0).length;
  return (
    <div className="contrast">
      <figure>
        <figcaption>
          <h3>{t.outcome}</h3>
          <p className="contrast-number">
            {number === null ? (
              '—'
            ) : (
              <span className="token" data-level={layerLevel(layers.outcome, number)}>
                {format.signed(number)}
              </span>
            )}
          </p>
          <p className="muted">{words}</p>
        </figcaption>
        <AdvantageProfile values={profiles.outcome} reach={profiles.reach} />
        <OutcomePicture rollout={rollout} inspection={inspection} />
      </figure>
      <figure>
        <figcaption>
          <h3>{t.token}</h3>
          <p className="contrast-number">
            {plus > 0 && (
              <span className="token" data-level="2">
                +{format.count(plus)}
              </span>
            )}{' '}
            {minus > 0 && (
              <span className="token" data-level="-2">
                −{format.count(minus)}
              </span>
            )}
          </p>
          <p className="muted">{t.tokenWords(plus, minus)}</p>
        </figcaption>
        <AdvantageProfile values={profiles.token} reach={profiles.reach} />
        <TokenCode rollout={rollout} layer="advantage" inspection={inspection} />
      </figure>
    </div>
  );
}
