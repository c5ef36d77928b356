import { describe, expect, it } from 'vitest';
import { defaultRunConfig, runConfigSchema } from '../../core/runConfig.ts';
import { presetConfig } from '../../core/presets.ts';
import { de } from '../i18n/de.ts';
import { en } from '../i18n/en.ts';
import { parseAddress } from '../state/configHash.ts';
import { isDetail } from '../state/place.ts';
import { createPageStore } from '../state/store.ts';
import {
  breakChanges,
  cardIds,
  cardNumber,
  cards,
  isCardId,
  neighbour,
  sftChanges,
} from './cards.ts';
import { cardConfig, runKindOf, settingsBefore } from './lessonConfig.ts';
import { leaveLesson, openCard, setUpCard, takeDefault } from './lessonMoves.ts';

const own = runConfigSchema.parse({ seed: 7, promptsPerStep: 2, diffLevel: 'line' });

/** A page without a trainer: settings go straight into the store. */
function page(config = own) {
  const store = createPageStore({ config });
  return {
    store,
    controller: { setConfig: (next: typeof config) => store.setState({ config: next }) },
  };
}

describe('the cards', () => {
  it('are eight to ten, numbered, and end where there is no neighbour', () => {
    expect(cardIds.length).toBeGreaterThanOrEqual(8);
    expect(cardIds.length).toBeLessThanOrEqual(10);
    expect(cardIds.map(cardNumber)).toEqual(cardIds.map((_, i) => i + 1));
    expect(neighbour('pair', -1)).toBeNull();
    expect(neighbour('pair', 1)).toBe('mask');
    expect(neighbour('limits', 1)).toBeNull();
    expect(isCardId('constructor')).toBe(false);
  });

  it.each(cardIds)('%s stands at a place that an address can name', (id) => {
    const { screen, details } = cards[id].place;
    for (const [name, value] of Object.entries(details)) {
      expect(isDetail(screen, name, value)).toBe(true);
    }
    expect(parseAddress(`#v=1&lesson=${id}`)).toMatchObject({ place: cards[id].place, lesson: id });
  });

  it.each(cardIds)('%s has other words in each language, and as many choices', (id) => {
    const [a, b] = [en.lesson.words[id], de.lesson.words[id]];
    expect(b.title).not.toBe(a.title);
    expect(b.text).toHaveLength(a.text.length);
    expect(Object.keys(b.choices)).toEqual(Object.keys(a.choices));
  });
});

describe('the settings of the lesson', () => {
  it('are the reader’s, but for what a card needs', () => {
    expect(cardConfig(own, false, 'step')).toEqual(own);
    const sft = cardConfig(own, false, 'sft');
    expect(sft).toEqual({ ...own, ...sftChanges });
    expect(runKindOf(sft)).toBe('sft');
    // RL begins at the shipped model, and there is some, whatever the reader came with.
    const { sftSteps, maxSteps } = cardConfig(presetConfig('sft', 7), false, 'learn');
    expect({ sftSteps, maxSteps }).toEqual({ sftSteps: 0, maxSteps: defaultRunConfig.maxSteps });
    const broken = cardConfig(own, false, 'break');
    expect(broken).toMatchObject({ ...breakChanges, seed: 7, promptsPerStep: 2 });
    expect(runKindOf(broken)).toBe('broken');
    expect(runKindOf(own)).toBe('plain');
    expect(cardConfig(own, true, 'step')).toEqual(presetConfig('token-grpo', 7));
  });

  it('of a link to a card that changes some are not taken for the reader’s', () => {
    const broken = cardConfig(runConfigSchema.parse({ seed: 7 }), false, 'break');
    expect(settingsBefore(broken)).toEqual({ ...defaultRunConfig, seed: 7 });
    const sft = cardConfig(runConfigSchema.parse({ seed: 7 }), false, 'sft');
    expect(settingsBefore(sft)).toEqual({ ...defaultRunConfig, seed: 7 });
    expect(settingsBefore(presetConfig('sft'))).toEqual(presetConfig('sft'));
    expect(settingsBefore(own)).toEqual(own);
  });

  it('come with each card and go when the lesson is left', () => {
    const { store, controller } = page();
    openCard(store, 'break');
    setUpCard(store, controller, 'break');
    expect(runKindOf(store.getState().config)).toBe('broken');
    openCard(store, 'learn');
    setUpCard(store, controller, 'learn');
    expect(store.getState()).toMatchObject({
      config: own,
      lesson: 'learn',
      place: cards.learn.place,
    });
    takeDefault(store, controller, 'learn');
    expect(store.getState().config).toEqual(presetConfig('token-grpo', 7));
    leaveLesson(store, controller);
    expect(store.getState()).toMatchObject({ config: own, lesson: null });
  });

  it('leave a run that is under way alone', () => {
    const { store, controller } = page();
    store.setState(({ run }) => ({ run: { ...run, trainer: 'running', record: 'mine' } }));
    setUpCard(store, controller, 'break');
    expect(store.getState().config).toBe(own);
    expect(store.getState().lessonNotes.foundRun).toBe('mine');
  });
});
