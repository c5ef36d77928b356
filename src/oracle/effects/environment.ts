/** The environment variables of the case. */
import { text, type EffectArea } from './area.ts';

export const environment: EffectArea = {
  guest: String.raw`
  const variable = (_, name) => effect('variable', [name]) ?? undefined;
  expose('process', { env: new Proxy({}, { get: variable }) });
`,
  handlers: {
    variable: ([name], _, world) => {
      const variables = new Map(Object.entries(world.env ?? {}));
      return { value: variables.get(text.parse(name)) ?? null };
    },
  },
};
