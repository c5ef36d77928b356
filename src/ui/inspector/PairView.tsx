import { useMemo } from 'react';
import type { RepairPair } from '../../core/pair.ts';
import type { Provenance } from '../../core/rollout.ts';
import { pairPieces, type Piece } from './pairHunks.ts';

function Side(props: {
  title: string;
  side: 'vulnerable' | 'secure';
  pieces: readonly Piece[];
  hunk: number | null;
}) {
  return (
    <div className="pair-side">
      <h4>{props.title}</h4>
      <pre className="code" tabIndex={0} aria-label={props.title}>
        {props.pieces.map((piece, i) =>
          piece.hunk === null ? (
            piece.text
          ) : (
            <mark
              key={i}
              data-side={props.side}
              data-active={piece.hunk === props.hunk || undefined}
              title={`hunk ${piece.hunk + 1}`}
            >
              {piece.text}
            </mark>
          ),
        )}
      </pre>
    </div>
  );
}

/** The repair that the completion is compared with; the hunk behind the inspected token stands out. */
export function PairView(props: { pair: RepairPair; provenance: Provenance | undefined }) {
  const { pair } = props;
  const pieces = useMemo(() => pairPieces(pair), [pair]);
  const hunk = props.provenance?.hunk ?? null;
  return (
    <section className="card pair" aria-label="Repair pair">
      <h3>
        The repair it is compared with <span className="muted">{pair.cwe}</span>
      </h3>
      <div className="pair-sides">
        <Side title="Vulnerable" side="vulnerable" pieces={pieces.vulnerable} hunk={hunk} />
        <Side title="Repaired" side="secure" pieces={pieces.secure} hunk={hunk} />
      </div>
    </section>
  );
}
