import { useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';

/** A short name that the same text has again. */
async function nameOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const bytes = Array.from(new Uint8Array(digest).slice(0, 4));
  return `pasted-${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** One function from the clipboard. */
export function PasteForm() {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const [code, setCode] = useState('');
  const [language, setLanguage] = useState('javascript');
  const add = async () => {
    const id = await nameOf(code);
    const item = { id, code, language: language.trim(), cwe: '', license: null, tests: null };
    await vul2safe.addItems([{ ...item, origin: t.pasted }]);
    setCode('');
  };
  return (
    <Disclosure className="v2s-paste">
      <Heading level={3}>
        <Button slot="trigger" className="button quiet fold">
          {t.paste}
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className="v2s-form">
          <label htmlFor="v2s-code">{t.code}</label>
          <textarea
            id="v2s-code"
            className="code"
            rows={8}
            value={code}
            spellCheck={false}
            translate="no"
            onChange={(event) => setCode(event.target.value)}
          />
          <label htmlFor="v2s-language">{t.language}</label>
          <input
            id="v2s-language"
            value={language}
            autoComplete="off"
            onChange={(event) => setLanguage(event.target.value)}
          />
          <Button className="button" isDisabled={code.trim() === ''} onPress={() => void add()}>
            {t.addCode}
          </Button>
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
