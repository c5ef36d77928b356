/** The mask that the Data screen shows now, for whoever talks about it. */
import type { MaskView } from '../../worker/dataContract.ts';
import type { RunConfig } from '../../core/runConfig.ts';

export interface ShownMask extends MaskView {
  readonly level: RunConfig['diffLevel'];
}
