import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

function markdownIn(folder: string, recursive: boolean): string[] {
  return readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

/** Targets of the Markdown links in a text that point into the repository, without their anchor. */
function localLinks(text: string): string[] {
  return [...text.matchAll(/\]\(([^)#\s]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

test.each([...markdownIn('.', false), ...markdownIn('docs', true)])(
  'every link in %s leads to a file',
  (document) => {
    const links = localLinks(readFileSync(join(root, document), 'utf8'));
    const folder = dirname(join(root, document));
    expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
  },
);
