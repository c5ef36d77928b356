/** A club whose list of members can change. */
import { text, type EffectArea } from './area.ts';

export const club: EffectArea = {
  guest: String.raw`
  stubs.club = () => ({
    has: (name) => effect('has member', [name]),
    remove: (name, by) => effect('remove member', [name, by]),
  });
`,
  handlers: {
    'has member': ([name], _, world) => ({
      value: (world.members ?? []).includes(text.parse(name)),
    }),
    'remove member': ([name, by], record, world) => {
      if (!(world.members ?? []).includes(text.parse(name))) return { value: false };
      record('removed', [text.parse(name), text.parse(by)]);
      return { value: true };
    },
  },
};
