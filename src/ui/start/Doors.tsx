import { useId, useState, type FormEvent, type ReactNode } from 'react';
import {
  Button,
  FieldError,
  FileTrigger,
  Form,
  Input,
  Label,
  TextField,
} from 'react-aria-components';
import { defaultRunConfig } from '../../core/runConfig.ts';
import { useText } from '../i18n/language.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { openCard } from '../lesson/lessonMoves.ts';
import { usePage } from '../page.ts';
import { showScreen } from '../state/addressBar.ts';
import { parseAddress } from '../state/configHash.ts';
import { hashOf } from './openText.ts';

function Door(props: { icon: IconName; title: string; meaning: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="card door" aria-labelledby={id}>
      <h3 id={id}>
        <Icon name={props.icon} /> {props.title}
      </h3>
      <p className="muted">{props.meaning}</p>
      {props.children}
    </section>
  );
}

/** A link that was copied: its screen and settings become those of this page. */
function LinkForm() {
  const t = useText().start;
  const { store } = usePage();
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const open = (event: FormEvent) => {
    event.preventDefault();
    const hash = hashOf(text);
    setWrong(hash === null);
    if (hash !== null) store.setState(parseAddress(hash));
  };
  return (
    <Form className="door-form" onSubmit={open}>
      <TextField
        value={text}
        isInvalid={isWrong}
        onChange={(next) => {
          setText(next);
          setWrong(false);
        }}
      >
        <Label>{t.link}</Label>
        <Input inputMode="url" autoComplete="off" />
        <FieldError>{t.notALink}</FieldError>
      </TextField>
      <Button className="button" type="submit">
        {t.openLink}
      </Button>
    </Form>
  );
}

/** A file is read and shown where its kind is: a run in the Library, repair pairs on Data. */
function FileDoor() {
  const t = useText().start;
  const { store, pairs, library } = usePage();
  const open = (file: File) => {
    const isBundle = /\.zip$/i.test(file.name);
    void (isBundle ? library.importBundle(file) : pairs.choose(file));
    showScreen(store, isBundle ? 'library' : 'data');
  };
  return (
    <FileTrigger
      onSelect={(files) => {
        const file = files?.[0];
        if (file !== undefined) open(file);
      }}
    >
      <Button className="button">{t.chooseFile}</Button>
    </FileTrigger>
  );
}

/** The lesson, what somebody shared, or a beginning of one's own. */
export function Doors() {
  const t = useText().start;
  const { store, controller } = usePage();
  const begin = () => {
    controller.setConfig(defaultRunConfig);
    showScreen(store, 'train');
  };
  return (
    <section className="doors" aria-label={t.doors}>
      <Door icon="play" title={t.lesson} meaning={t.lessonMeaning}>
        <Button className="button primary" onPress={() => openCard(store, 'pair')}>
          {t.lessonGo}
        </Button>
      </Door>
      <Door icon="library" title={t.open} meaning={t.openMeaning}>
        <LinkForm />
        <FileDoor />
      </Door>
      <Door icon="compare" title={t.fresh} meaning={t.freshMeaning}>
        <Button className="button" onPress={begin}>
          {t.freshGo}
        </Button>
      </Door>
    </section>
  );
}
