/** Chooses one token from logits in plain TypeScript, for the wasm backend; same rules as wgslSample.ts. */
import type { Choice } from './decodeRows.ts';

type Logits = Float32Array | Int32Array | Float64Array;

/**
 * The least likely logit that may be sampled: all logits from it on are kept.
 * @param masses exp of each logit at the temperature, up to a common factor
 */
export function lowestKept(logits: Logits, masses: Float64Array, { topK, topP }: Choice): number {
  if ((topK === 0 || topK >= logits.length) && topP === 1) return -Infinity;
  const order = Int32Array.from(logits, (_, v) => v).sort((a, b) => logits[b] - logits[a]);
  let kept = topK === 0 ? order.length : Math.min(topK, order.length);
  // Equal logits stay or go together.
  while (kept < order.length && logits[order[kept]] === logits[order[kept - 1]]) kept++;
  if (topP === 1) return logits[order[kept - 1]];
  let total = 0;
  for (let i = 0; i < kept; i++) total += masses[order[i]];
  let held = 0;
  for (let i = 0; i < kept; i++) {
    held += masses[order[i]];
    if (held >= topP * total) return logits[order[i]];
  }
  return logits[order[kept - 1]];
}

/**
 * Inverse transform: the first kept token whose cumulative kept mass exceeds the draw's share.
 * @param draw uniform in [0,1)
 * @returns the token, and its log-probability and the entropy of the whole distribution, nats
 */
export function chooseToken(
  logits: Logits,
  choice: Choice,
  draw: number,
): [token: number, logprob: number, entropy: number] {
  const temperature = choice.temperature || 1;
  let chosen = 0;
  for (let v = 1; v < logits.length; v++) if (logits[v] > logits[chosen]) chosen = v;
  const top = logits[chosen];
  // Plain loops: the callbacks of typed arrays take several times as long.
  const masses = new Float64Array(logits.length);
  let total = 0;
  let weighted = 0;
  for (let v = 0; v < logits.length; v++) {
    const below = (logits[v] - top) / temperature;
    const mass = Math.exp(below);
    masses[v] = mass;
    total += mass;
    weighted += mass * below;
  }
  if (choice.temperature > 0) chosen = drawToken(logits, masses, choice, draw, chosen);
  const logTotal = Math.log(total);
  return [chosen, (logits[chosen] - top) / temperature - logTotal, logTotal - weighted / total];
}

function drawToken(
  logits: Logits,
  masses: Float64Array,
  choice: Choice,
  draw: number,
  mode: number,
): number {
  const lowest = lowestKept(logits, masses, choice);
  let kept = 0;
  for (let v = 0; v < masses.length; v++) if (logits[v] >= lowest) kept += masses[v];
  let chosen = mode;
  let mass = 0;
  for (let v = 0; v < masses.length; v++) {
    if (logits[v] < lowest || !(masses[v] > 0)) continue;
    chosen = v;
    mass += masses[v];
    if (mass > draw * kept) break;
  }
  return chosen;
}
