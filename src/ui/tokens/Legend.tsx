import { levelBounds } from './scale.ts';

const [low, high] = levelBounds;
const steps = [
  { level: -3, text: `< −${high}` },
  { level: -2, text: `< −${low}` },
  { level: -1, text: '< 0' },
  { level: 0, text: '0' },
  { level: 1, text: '> 0' },
  { level: 2, text: `> ${low}` },
  { level: 3, text: `> ${high}` },
] as const;

/** The key to the colours and lines; the same in every step and run. */
export function Legend() {
  return (
    <div className="legend" aria-label="How to read the tokens" role="group">
      <span className="legend-scale">
        <span className="legend-word">discouraged</span>
        <span className="legend-steps">
          {steps.map(({ level, text }) => (
            <span key={level} className="token legend-step" data-level={level}>
              {text}
            </span>
          ))}
        </span>
        <span className="legend-word">encouraged</span>
      </span>
      <span>
        <span className="token" data-level="1" data-credit="plus" data-edge="both">
          boxed
        </span>{' '}
        has a token reward
      </span>
      <span>
        <span className="token" data-outside="true">
          dotted
        </span>{' '}
        not in the loss
      </span>
      <span>
        <span className="token" data-level="1" data-clipped="true">
          caret
        </span>{' '}
        ratio was clipped
      </span>
    </div>
  );
}
