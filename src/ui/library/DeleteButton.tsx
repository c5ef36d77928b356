import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../i18n/language.ts';

interface DeleteButtonProps {
  readonly name: string;
  /** What is lost. */
  readonly meaning: string;
  readonly isDisabled?: boolean;
  readonly onDelete: () => void;
}

/** Asks before anything is deleted; the question names it. */
export function DeleteButton({ name, meaning, isDisabled = false, onDelete }: DeleteButtonProps) {
  const t = useText().library;
  return (
    <DialogTrigger>
      <Button className="button small" isDisabled={isDisabled} aria-label={t.removeOf(name)}>
        {t.remove}
      </Button>
      <ModalOverlay className="dialog-ground" isDismissable>
        <Modal className="dialog-frame">
          <Dialog role="alertdialog" className="dialog">
            {({ close }) => (
              <>
                <Heading slot="title" level={2}>
                  {t.removeTitle(name)}
                </Heading>
                <p>{meaning}</p>
                <div className="dialog-buttons">
                  <Button className="button" autoFocus onPress={close}>
                    {t.cancel}
                  </Button>
                  <Button
                    className="button primary"
                    onPress={() => {
                      close();
                      onDelete();
                    }}
                  >
                    {t.remove}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
