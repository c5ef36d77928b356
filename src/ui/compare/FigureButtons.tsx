import { useState, type RefObject } from 'react';
import { Button } from 'react-aria-components';
import { downloadFile } from '../state/libraryController.ts';
import { useText } from '../i18n/language.ts';
import { pngOf, svgOf } from './figureFile.ts';

/** Saves a figure as it stands on the screen, in its theme. */
export function FigureButtons(props: { figure: RefObject<SVGSVGElement | null>; name: string }) {
  const t = useText().compare;
  const [hasFailed, setFailed] = useState(false);
  const name = `patchgrad-${props.name.replaceAll(/[^a-z0-9]+/gi, '-')}`;
  const saveSvg = () => {
    if (props.figure.current === null) return;
    const content = new Blob([svgOf(props.figure.current)], { type: 'image/svg+xml' });
    downloadFile({ name: `${name}.svg`, content });
  };
  const savePng = async () => {
    if (props.figure.current === null) return;
    try {
      downloadFile({ name: `${name}.png`, content: await pngOf(props.figure.current) });
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className="figure-buttons">
      <Button className="button small" onPress={saveSvg}>
        {t.saveSvg}
      </Button>
      <Button className="button small" onPress={() => void savePng()}>
        {t.savePng}
      </Button>
      <span role="status">{hasFailed && t.saveFailed}</span>
    </div>
  );
}
