import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';

interface FoldProps {
  readonly title: string;
  /** Beside the title, also while it is closed. */
  readonly aside: ReactNode;
  readonly isCard?: boolean;
  readonly children: ReactNode;
}

/** A section that opens at its title. */
export function Fold({ title, aside, isCard = false, children }: FoldProps) {
  return (
    <Disclosure className={isCard ? 'settings card' : 'settings'}>
      <div className="settings-head">
        <Heading level={2}>
          <Button slot="trigger" className="button quiet">
            {title}
          </Button>
        </Heading>
        {aside}
      </div>
      <DisclosurePanel>{children}</DisclosurePanel>
    </Disclosure>
  );
}
