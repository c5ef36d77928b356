/** Compare: what differs between runs, their metrics over one another, and one prompt through all of them. */
import type { LibraryList, StoredHistory } from '../../worker/libraryContract.ts';
import { groupBySeed } from '../compare/configDiff.ts';
import { figureLines } from '../compare/figureData.ts';
import { Overlay } from '../compare/Overlay.tsx';
import { RunTable } from '../compare/RunTable.tsx';
import { SamePrompt } from '../compare/SamePrompt.tsx';
import { useHistories } from '../compare/useHistories.ts';
import { Weaknesses } from '../compare/WeaknessChart.tsx';
import { useText } from '../i18n/language.ts';
import { LibraryFailure } from '../library/LibraryFailure.tsx';
import { useLibraryList } from '../library/useLibrary.ts';
import { ScreenLink } from '../nav/ScreenLink.tsx';
import { usePage, usePageState } from '../page.ts';
import { showScreen } from '../state/addressBar.ts';
import '../styles/library.css';
import '../styles/compare.css';

/** As many as the address carries. */
const mostRuns = 12;

/** Until the reader chooses, the newest runs. */
const firstChoice = 4;

/** The choices of the screen, which are those of its address. */
function useChoices(list: LibraryList | null) {
  const { store } = usePage();
  const details = usePageState((state) => state.place.details);
  const known = list?.runs.map(({ id }) => id) ?? [];
  const named = details['runs']?.split(',').filter((id) => known.includes(id));
  const chosen = named ?? known.slice(0, firstChoice);
  const set = (changes: Record<string, string>) => {
    const next = { ...details, ...changes };
    const kept = Object.entries(next).filter(([, value]) => value !== '');
    showScreen(store, 'compare', Object.fromEntries(kept));
  };
  return {
    chosen,
    metric: details['metric'] ?? 'eval/func-sec@1',
    smoothing: Number(details['smoothing'] ?? 0),
    choose: (id: string, isChosen: boolean) => {
      const next = isChosen ? [...chosen, id] : chosen.filter((other) => other !== id);
      set({ runs: next.slice(-mostRuns).join(',') });
    },
    change: ({ metric, smoothing }: { metric?: string; smoothing?: number }) =>
      set({
        ...(metric === undefined ? {} : { metric }),
        ...(smoothing === undefined
          ? {}
          : { smoothing: smoothing === 0 ? '' : smoothing.toFixed(2) }),
      }),
  };
}

function DamagedLines({ histories }: { histories: ReadonlyMap<string, StoredHistory> }) {
  const t = useText().compare;
  const count = [...histories.values()].reduce((sum, { damagedLines }) => sum + damagedLines, 0);
  return count === 0 ? null : <p className="note">{t.damagedLines(count)}</p>;
}

export function CompareScreen() {
  const t = useText().compare;
  const list = useLibraryList();
  const { chosen, metric, smoothing, choose, change } = useChoices(list);
  const { histories, isReading } = useHistories(chosen);
  const reading = (
    <p className="muted" aria-busy="true">
      {t.reading}
    </p>
  );
  if (list === null) return reading;
  if (list.runs.length === 0) {
    return (
      <p className="muted">
        {t.nothing} <ScreenLink screen="train">{t.goTrain}</ScreenLink>
      </p>
    );
  }
  const runs = list.runs.filter(({ id }) => chosen.includes(id));
  const groups = groupBySeed(runs);
  const lines = figureLines(groups, histories, metric, smoothing);
  // A run without this metric has no line, and no colour in the table.
  const drawn = lines.flatMap(({ runs: members }, i) => members.map(({ id }) => [id, i] as const));
  return (
    <div className="library">
      <LibraryFailure />
      <div className="card">
        <RunTable
          runs={list.runs}
          live={list.live}
          lineOf={new Map(drawn)}
          {...{ chosen }}
          onChoose={choose}
        />
      </div>
      <DamagedLines histories={histories} />
      {isReading && lines.length === 0 ? (
        reading
      ) : (
        <>
          <Overlay {...{ metric, smoothing, lines, histories }} onChange={change} />
          <Weaknesses
            groups={lines.map(({ key, runs: of }) => ({ key, runs: of }))}
            histories={histories}
          />
          <SamePrompt {...{ runs, histories }} />
        </>
      )}
    </div>
  );
}
