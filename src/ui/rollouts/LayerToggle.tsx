import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { usePage, usePageState } from '../page.ts';

/** The same rollout under the advantages that trained it, or under the outcome reward alone. */
export function LayerToggle() {
  const { store } = usePage();
  const layer = usePageState((state) => state.layer);
  return (
    <ToggleButtonGroup
      aria-label="Advantages shown"
      className="segments"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[layer]}
      onSelectionChange={(keys) =>
        store.setState({ layer: keys.has('outcome') ? 'outcome' : 'token' })
      }
    >
      <ToggleButton id="token" className="segment">
        Token-level
      </ToggleButton>
      <ToggleButton id="outcome" className="segment">
        Outcome only
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
