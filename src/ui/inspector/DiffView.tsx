import { useDeferredValue, useId, useMemo, type KeyboardEvent, type SyntheticEvent } from 'react';
import { isFuncSec } from '../../core/outcome.ts';
import type { Provenance, Rollout } from '../../core/rollout.ts';
import type { DiffLevel } from '../../core/units.ts';
import { useText } from '../i18n/language.ts';
import { diffPieces, referencePieces } from './pairHunks.ts';
import { sideSegments, type Segment, type Side } from './segments.ts';

interface SideProps {
  readonly side: Side;
  readonly title: string;
  readonly segments: readonly Segment[];
  /** What is known of the inspected token. */
  readonly inspected: Provenance | undefined;
  readonly onHover: (token: number | null) => void;
  readonly onMove: (token: number) => void;
  readonly onPin: (token: number) => void;
}

/** The segment under an event, or null. */
function segmentAt(event: SyntheticEvent, segments: readonly Segment[]): Segment | null {
  const element = event.target instanceof Element ? event.target.closest('[data-segment]') : null;
  const index = element?.getAttribute('data-segment');
  return index == null ? null : (segments[Number(index)] ?? null);
}

/** One side as text. One tab stop; left and right go through the tokens that the completion matched. */
function DiffSide(props: SideProps) {
  const t = useText().tokens.diff;
  const idBase = useId();
  const { segments, inspected, side, title } = props;
  const isOwn = inspected?.reference?.side === side;
  const current = segments.findIndex(
    (s) => isOwn && s.reference !== null && s.reference === inspected.reference?.start,
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (direction === undefined) {
      const [token] = segments[current]?.tokens ?? [];
      if (event.key === 'Enter' && token !== undefined) props.onPin(token);
      return;
    }
    event.preventDefault();
    const from = current === -1 && direction === -1 ? segments.length : current;
    for (let i = from + direction; i >= 0 && i < segments.length; i += direction) {
      const segment = segments[i];
      if (segment.tokens.length > 0 && segment.reference !== segments[current]?.reference) {
        props.onMove(segment.tokens[0]);
        return;
      }
    }
  };
  return (
    <div className="diff-side" data-side={side}>
      <h3>{title}</h3>
      <pre
        className="code"
        role="group"
        tabIndex={0}
        aria-label={t.side(title)}
        aria-activedescendant={current === -1 ? undefined : `${idBase}${current}`}
        onKeyDown={onKeyDown}
        onPointerOver={(event) => props.onHover(segmentAt(event, segments)?.tokens[0] ?? null)}
        onPointerLeave={() => props.onHover(null)}
        onClick={(event) => {
          const [token] = segmentAt(event, segments)?.tokens ?? [];
          if (token !== undefined) props.onPin(token);
        }}
      >
        {segments.map((segment, i) => (
          <span
            key={i}
            id={`${idBase}${i}`}
            className={segment.hunk === null ? undefined : 'hunk'}
            data-segment={i}
            data-place={segment.text === '' || undefined}
            data-linked={segment.tokens.length > 0 || undefined}
            data-active={
              (segment.hunk !== null && segment.hunk === (inspected?.hunk ?? null)) || undefined
            }
            data-current={
              (current !== -1 && segment.reference === segments[current].reference) || undefined
            }
            title={segment.hunk === null ? undefined : t.hunk(segment.hunk + 1)}
          >
            {segment.text}
          </span>
        ))}
      </pre>
    </div>
  );
}

/** The two texts that the rollout was compared with, by name. */
function textsOf({ pair, contrast, completion, outcome }: Rollout) {
  if (contrast === null) return { vulnerable: pair.vulnerable, secure: pair.secure };
  return isFuncSec(outcome)
    ? { vulnerable: contrast.text, secure: completion }
    : { vulnerable: completion, secure: contrast.text };
}

export interface DiffViewProps {
  readonly rollout: Rollout;
  readonly level: DiffLevel;
  readonly inspected: number;
  readonly onHover: (token: number | null) => void;
  readonly onMove: (token: number) => void;
  readonly onPin: (token: number) => void;
}

/** What the completion was compared with: the hunk and the token behind the inspected token stand out. */
export function DiffView({ rollout: newest, level, inspected, ...events }: DiffViewProps) {
  // The tokens come first: the edit script of two long texts takes longer than a frame.
  const rollout = useDeferredValue(newest);
  const t = useText().tokens.diff;
  const { pair, contrast, provenance } = rollout;
  const sides = useMemo(() => {
    const texts = textsOf(rollout);
    const source = rollout.contrast === null ? 'reference' : 'group';
    const pieces =
      level === 'token' ? referencePieces(texts, rollout.provenance) : diffPieces(texts, level);
    const of = (side: Side) => sideSegments(pieces[side], rollout.provenance, side, source);
    return { vulnerable: of('vulnerable'), secure: of('secure') };
  }, [rollout, level]);
  const known = provenance[inspected];
  const isOwnSecure = contrast !== null && isFuncSec(rollout.outcome);
  const titles =
    contrast === null
      ? { vulnerable: t.vulnerable, secure: t.secure }
      : {
          vulnerable: isOwnSecure ? t.failing : t.own,
          secure: isOwnSecure ? t.own : t.passing,
        };
  return (
    <section className="card diff" aria-label={t.label}>
      <h2>
        {contrast === null ? t.title : t.groupTitle(contrast.index + 1)}{' '}
        <span className="muted" translate="no">
          {pair.cwe}
        </span>
      </h2>
      {rollout.comparedWith === null && <p className="note">{t.none}</p>}
      <div className="diff-sides">
        {(['vulnerable', 'secure'] as const).map((side) => (
          <DiffSide
            key={side}
            side={side}
            title={titles[side]}
            segments={sides[side]}
            inspected={known}
            {...events}
          />
        ))}
      </div>
    </section>
  );
}
