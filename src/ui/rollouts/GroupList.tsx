import { memo } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { isFuncSec, isTested } from '../../core/outcome.ts';
import type { Rollout } from '../../core/rollout.ts';
import { mean, std } from '../../core/statistics.ts';
import { useLocale } from '../i18n/language.ts';

/** The prompts of a step; each shows how many of its completions are secure and working, and if they all score the same. */
export const GroupList = memo(function GroupList(props: {
  rollouts: readonly Rollout[];
  step: number;
  group: number;
  onSelect: (group: number) => void;
}) {
  const { messages, format } = useLocale();
  const t = messages.tokens.groups;
  const groups = [...new Set(props.rollouts.map((rollout) => rollout.group))];
  return (
    <section className="groups card" aria-label={t.label}>
      <h2>
        {t.title(props.step)}
        <span className="muted">{t.reward}</span>
      </h2>
      <ListBox
        aria-label={t.label}
        className="list"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[props.group]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys];
          if (typeof key === 'number') props.onSelect(key);
        }}
      >
        {groups.map((group) => {
          const members = props.rollouts.filter((rollout) => rollout.group === group);
          const [first] = members;
          const good = members.filter((r) => isFuncSec(r.outcome)).length;
          const isJudged = isTested(first.outcome);
          const average = format.short(mean(first.groupRewards));
          const isFlat = std(first.groupRewards) === 0;
          const words = [
            first.family,
            first.pair.cwe,
            ...(isJudged ? [t.secureAndWorking(good, members.length)] : []),
            t.meanReward(average),
            ...(isFlat ? [t.noVariance] : []),
          ];
          return (
            <ListBoxItem
              key={group}
              id={group}
              className="group-row"
              textValue={first.family}
              aria-label={words.join(', ')}
            >
              <span className="group-name" translate="no">
                {first.family}
              </span>
              <span className="muted group-cwe">
                <span translate="no">{first.pair.cwe}</span>
                {isFlat && <span className="flag">{t.noVariance}</span>}
              </span>
              <span className="dots" aria-hidden>
                {isJudged &&
                  members.map((r) => <i key={r.index} data-good={isFuncSec(r.outcome)} />)}
              </span>
              <span className="number">{average}</span>
            </ListBoxItem>
          );
        })}
      </ListBox>
    </section>
  );
});
