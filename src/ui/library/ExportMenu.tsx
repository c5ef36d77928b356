import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import type { RunRecord } from '../../core/runRecord.ts';
import { exportKinds, type ExportKind } from '../../worker/libraryContract.ts';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';

const isExportKind = (key: unknown): key is ExportKind => exportKinds.some((kind) => kind === key);

/** Files that a run can be saved as. */
export function ExportMenu({ run }: { run: RunRecord }) {
  const t = useText().library;
  const { library } = usePage();
  const without = new Set<ExportKind>();
  if (run.checkpoints.length === 0) without.add('model');
  if (run.rollouts.length === 0) without.add('completions.jsonl');
  return (
    <MenuTrigger>
      <Button className="button small" aria-label={`${t.export}: ${run.name}`}>
        {t.export}
      </Button>
      <Popover className="popover">
        <Menu
          className="menu"
          aria-label={t.export}
          disabledKeys={without}
          onAction={(key) => {
            if (isExportKind(key)) void library.save(run.id, key);
          }}
        >
          {exportKinds.map((kind) => (
            <MenuItem
              key={kind}
              id={kind}
              className="menu-item"
              textValue={t.exportKinds[kind].name}
            >
              <Text slot="label">{t.exportKinds[kind].name}</Text>
              <Text slot="description" className="description">
                {t.exportKinds[kind].meaning}
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
