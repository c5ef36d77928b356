/**
 * Chooses a plan by adapter and shape. A choice starts from what is known of the adapter; measuring
 * replaces it. What was measured is remembered for the session and can be stored and given back.
 */
import * as tf from '@tensorflow/tfjs';
import type { TensorInfo } from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { AdapterTraits } from '../../adapterTraits.ts';
import { runPlan, stockMatMul, type Product } from './product.ts';
import type { MatMulPlan } from './plan.ts';
import { registerBlocked } from './registerBlocked.ts';
import { subgroupBlocked } from './subgroupBlocked.ts';
import { tiled32, tiled64 } from './tiled.ts';

/** tfjs's own kernel, as a choice among the plans. */
const stockName = 'tfjs';

/** Rows beyond this many tell nothing new about a plan, but cost time to measure. */
const measuredRows = 512;

/** Rows of a decoding step and of a training batch. */
const batchRows = [64, measuredRows];

export interface MatMulTuner {
  /** The plan for a product; null is tfjs's own kernel. */
  readonly planOf: (product: Product) => MatMulPlan | null;
  /** Measures every candidate for the product once and keeps the fastest. */
  readonly measure: (backend: WebGPUBackend, product: Product) => Promise<void>;
  /**
   * Measures the products asked for so far, as long and as short batches. Not on software adapters:
   * there one plan is the fastest for every shape of a model, and measuring would take seconds.
   */
  readonly measureAsked: () => Promise<void>;
  /** Name of the plan by shape class; what `remember` takes. */
  readonly memory: () => Record<string, string>;
  readonly remember: (memory: Readonly<Record<string, string>>) => void;
}

/** Rows count by power of two: a batch that is a little longer is not measured again. */
export function shapeClass({ layout, batch, m, n, k }: Product): string {
  const [across, free] = layout === 'TN' ? [`${m}x${n}`, k] : [`${k}x${n}`, m];
  const rows = 2 ** Math.ceil(Math.log2(Math.min(free, measuredRows)));
  return `${layout} ${batch === 1 ? '' : 'batched '}${across} rows ${rows}`;
}

export function createTuner(traits: AdapterTraits): MatMulTuner {
  const plans: readonly MatMulPlan[] = [
    ...(traits.isSoftware ? [registerBlocked] : [tiled64, tiled32]),
    ...(traits.subgroupLanes === 4 ? [subgroupBlocked] : []),
  ];
  const chosen = new Map<string, string>();
  const asked = new Map<string, Product>();
  const named = (name: string) => plans.find((plan) => plan.name === name) ?? null;
  const untuned = ({ m, n, batch }: Product): MatMulPlan => {
    if (traits.isSoftware) return traits.subgroupLanes === 4 ? subgroupBlocked : registerBlocked;
    // Fewer tiles than about a hundred leave a GPU idle.
    return (batch * m * n) / 64 ** 2 < 100 ? tiled32 : tiled64;
  };
  const measure: MatMulTuner['measure'] = async (backend, product) => {
    const key = shapeClass(product);
    if (!chosen.has(key)) chosen.set(key, await fastest(backend, plans, product));
  };
  return {
    planOf: (product) => {
      const key = shapeClass(product);
      asked.set(key, product);
      const name = chosen.get(key);
      return name === undefined ? untuned(product) : named(name);
    },
    measure,
    measureAsked: async () => {
      const backend = tf.backend();
      if (traits.isSoftware || !(backend instanceof WebGPUBackend)) return;
      for (const product of [...asked.values()]) {
        for (const rows of batchRows) await measure(backend, withRows(product, rows));
      }
    },
    memory: () => Object.fromEntries(chosen),
    remember: (memory) => {
      for (const [key, name] of Object.entries(memory)) {
        if (name === stockName || named(name)) chosen.set(key, name);
      }
    },
  };
}

async function fastest(
  backend: WebGPUBackend,
  plans: readonly MatMulPlan[],
  product: Product,
): Promise<string> {
  const sized = shrink(product);
  const { layout, batch, m, n, k } = sized;
  const transposeA = layout === 'TN';
  const transposeB = layout === 'NT';
  const a = tf.randomUniform([batch, ...(transposeA ? [k, m] : [m, k])], -1, 1);
  const b = tf.randomUniform([batch, ...(transposeB ? [n, k] : [k, n])], -1, 1);
  const ways: { name: string; run: () => TensorInfo | TensorInfo[] }[] = plans.map((plan) => ({
    name: plan.name,
    run: () => runPlan(backend, plan, sized, [a, b], [batch, m, n]),
  }));
  ways.push({
    name: stockName,
    run: () => stockMatMul()({ inputs: { a, b }, backend, attrs: { transposeA, transposeB } }),
  });
  let best = { name: ways[0].name, ms: Infinity };
  for (const { name, run } of ways) {
    await timed(backend, run, 1);
    const ms = Math.min(await timed(backend, run, 2), await timed(backend, run, 2));
    if (ms < best.ms) best = { name, ms };
  }
  tf.dispose([a, b]);
  return best.name;
}

/** The product for a batch of so many rows; the other sizes belong to the model. */
function withRows(product: Product, rows: number): Product {
  return product.layout === 'TN' ? { ...product, k: rows } : { ...product, m: rows };
}

function shrink(product: Product): Product {
  return withRows(product, Math.min(measuredRows, product.layout === 'TN' ? product.k : product.m));
}

/** Milliseconds of `times` runs, from an idle queue to an idle queue. */
async function timed(
  backend: WebGPUBackend,
  run: () => TensorInfo | TensorInfo[],
  times: number,
): Promise<number> {
  await drain(backend);
  const began = performance.now();
  for (let i = 0; i < times; i++) {
    for (const output of [run()].flat()) backend.disposeData(output.dataId);
  }
  await drain(backend);
  return performance.now() - began;
}

/** Submits what is recorded and waits until the queue is idle. */
export async function drain(backend: WebGPUBackend): Promise<void> {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
  await backend.queue.onSubmittedWorkDone();
}
