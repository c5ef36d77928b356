/** The negative control of the method: as many marks as a repair gives, in random places. */
import type { Anchor, MaskSide, SecurityMask } from './securityMask.ts';
import type { Random } from './seeds.ts';
import { unitsOf } from './units.ts';

/**
 * The marks of each side, permuted among its tokens: each hunk marks as many tokens as before, anywhere. The
 * anchors of insertions move to tokens of y⁻ that are left unmarked. Since single tokens now carry the marks, a
 * completion is compared with the sides by its tokens, whatever the level of the mask was.
 */
export function shuffleMarks(mask: SecurityMask, random: Random): SecurityMask {
  const vulnerable = shuffleSide(mask.vulnerable, random);
  const secure = shuffleSide(mask.secure, random);
  const free = random.shuffle(vulnerable.marks.flatMap((mark, t) => (mark === null ? [t] : [])));
  const anchorAt = (token: number | undefined): Anchor | null =>
    token === undefined ? null : { token, unit: token, offset: 0, place: token };
  const hunks = mask.hunks.map((hunk) => ({
    ...hunk,
    anchor: hunk.anchor === null ? null : anchorAt(free.pop()),
  }));
  return { ...mask, vulnerable, secure, hunks };
}

function shuffleSide({ text, hunks }: MaskSide, random: Random): MaskSide {
  const shuffled = random.shuffle(hunks);
  const mask = shuffled.map((hunk) => (hunk === null ? 0 : 1));
  return {
    text,
    level: 'token',
    units: unitsOf(text, 'token'),
    marks: shuffled.map((hunk) => (hunk === null ? null : { hunk, isBridged: false })),
    mask,
    overlap: mask,
    hunks: shuffled,
  };
}
