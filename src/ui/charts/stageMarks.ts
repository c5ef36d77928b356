/** Draws where a stage of the run begins: a thin line with its name. */
import type uPlot from 'uplot';
import type { StageStart } from '../../core/stage.ts';
import { currentLocale } from '../i18n/language.ts';

/** Nothing for a run of one stage, which has no boundary. */
export function drawStages(plot: uPlot, stages: readonly StageStart[], colour: string): void {
  if (stages.length < 2) return;
  const names = currentLocale().messages.train.stageMarks;
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = scale;
  ctx.font = `${10 * scale}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  stages.forEach(({ stage, from }, i) => {
    // Between the last step of one stage and the first of the next.
    const x = Math.max(bbox.left, plot.valToPos(from - 0.5, 'x', true));
    const next = stages[i + 1];
    const end = next ? plot.valToPos(next.from - 0.5, 'x', true) : bbox.left + bbox.width;
    if (x > bbox.left + bbox.width) return;
    if (i > 0) {
      ctx.globalAlpha = 0.4;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.globalAlpha = 1;
    }
    // A name that does not fit is left out; the table beside the chart has it.
    const room = end - x - 6 * scale;
    if (ctx.measureText(names[stage]).width <= room) {
      ctx.fillText(names[stage], x + 3 * scale, bbox.top + 2 * scale);
    }
  });
  ctx.restore();
}
