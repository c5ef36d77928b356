import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../i18n/language.ts';

/** All keys of the token panes. */
export function KeyHelp(props: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const t = useText().tokens.keys;
  const keys: readonly (readonly [readonly string[], string])[] = [
    [['←', '→'], t.token],
    [['Alt', '←', '→'], t.rewarded],
    [['↑', '↓'], t.line],
    [['[', ']'], t.hunk],
    [[',', '.'], t.step],
    [['Home', 'End'], t.ends],
    [['Enter'], t.pin],
    [['Esc'], t.release],
    [['T'], t.table],
    [['?'], t.help],
  ];
  return (
    <ModalOverlay className="overlay" isDismissable {...props}>
      <Modal className="modal card">
        <Dialog className="key-help">
          {({ close }) => (
            <>
              <Heading slot="title">{t.title}</Heading>
              <p className="muted">{t.hint}</p>
              <dl>
                {keys.map(([names, meaning]) => (
                  <div key={meaning}>
                    <dt>
                      {names.map((name) => (
                        <kbd key={name}>{name}</kbd>
                      ))}
                    </dt>
                    <dd>{meaning}</dd>
                  </div>
                ))}
              </dl>
              <Button className="button" onPress={close}>
                {t.close}
              </Button>
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
