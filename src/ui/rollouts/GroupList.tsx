import { ListBox, ListBoxItem } from 'react-aria-components';
import { isFuncSec, isTested } from '../../core/outcome.ts';
import type { Rollout } from '../../core/rollout.ts';
import { mean } from '../../core/statistics.ts';
import { formatShort } from '../tokens/scale.ts';

/** The prompts of a step; each shows how many of its completions are secure and working. */
export function GroupList(props: {
  rollouts: readonly Rollout[];
  selected: Rollout;
  onSelect: (group: number) => void;
}) {
  const groups = [...new Set(props.rollouts.map((rollout) => rollout.group))];
  return (
    <section className="groups" aria-label="Prompts of this step">
      <h3>
        Prompts of step {props.selected.step}
        <span className="muted">reward</span>
      </h3>
      <ListBox
        aria-label="Prompts of this step"
        className="list"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[props.selected.group]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys];
          if (typeof key === 'number') props.onSelect(key);
        }}
      >
        {groups.map((group) => {
          const members = props.rollouts.filter((rollout) => rollout.group === group);
          const first = members[0];
          const good = members.filter((r) => isFuncSec(r.outcome)).length;
          const isJudged = isTested(first.outcome);
          const verdict = isJudged ? `, ${good} of ${members.length} secure and working` : '';
          const average = formatShort(mean(first.groupRewards));
          return (
            <ListBoxItem
              key={group}
              id={group}
              className="group-row"
              textValue={first.family}
              aria-label={`${first.family}, ${first.pair.cwe}${verdict}, mean reward ${average}`}
            >
              <span className="group-name">{first.family}</span>
              <span className="muted group-cwe">{first.pair.cwe}</span>
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
}
