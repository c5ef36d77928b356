import { useText } from '../i18n/language.ts';

/** The key to the shades of the tokens. */
export function DoubtLegend() {
  const t = useText().generate;
  return (
    <p className="legend" data-scale="sequential">
      <span>{t.doubt}</span>
      {t.doubts.map((words, level) => (
        <span key={words} className="token" data-level={level}>
          {words}
        </span>
      ))}
    </p>
  );
}
