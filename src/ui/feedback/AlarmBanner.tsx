import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Alarm } from '../../core/alarms.ts';
import { Icon } from '../Icon.tsx';
import { useLocale } from '../i18n/language.ts';
import { ScreenLink } from '../nav/ScreenLink.tsx';
import { usePageState } from '../page.ts';

function AlarmEntry({ alarm }: { alarm: Alarm }) {
  const { messages, format } = useLocale();
  const t = messages.train.alarms;
  const { title, cause, advice } = t.words[alarm.kind];
  return (
    <li data-alarm={alarm.kind}>
      <details>
        <summary>
          {t.atStep(title, alarm.step)}{' '}
          <span className="muted number">
            {t.measured(format.short(alarm.value), format.short(alarm.limit))}
          </span>
        </summary>
        <p>
          {cause} {advice} <ScreenLink screen="library">{t.library}</ScreenLink>
        </p>
      </details>
    </li>
  );
}

/** What in the metrics needs a look, with the way back. It stops nothing and can be put away. */
export function AlarmBanner() {
  const t = useLocale().messages.train.alarms;
  const alarms = usePageState((state) => state.run.alarms);
  const [seen, setSeen] = useState<readonly Alarm[]>([]);
  const shown = alarms.filter((alarm) => !seen.includes(alarm));
  return (
    <div role="status" className="alarm-news">
      {shown.length > 0 && (
        <section className="banner alarms" aria-label={t.title}>
          <Icon name="warning" />
          <div>
            <h2>{t.title}</h2>
            <ul>
              {shown.map((alarm) => (
                <AlarmEntry key={`${alarm.step} ${alarm.kind}`} alarm={alarm} />
              ))}
            </ul>
          </div>
          <Button className="button" onPress={() => setSeen(alarms)}>
            {t.putAway}
          </Button>
        </section>
      )}
    </div>
  );
}
