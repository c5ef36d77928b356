import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../core/finding.ts';
import { Findings } from './Findings.tsx';

const code = 'function f(é) {\n  node.innerHTML = "<b>" +\n    é;\n}\n';

const finding: Finding = {
  rule: 'javascript-markup',
  cwe: 'CWE-79',
  start: code.indexOf('node'),
  end: code.indexOf(';'),
  message: 'A tag in the input becomes part of the page.',
};

const render = (findings: readonly Finding[], text = code) =>
  renderToStaticMarkup(createElement(Findings, { findings, code: text }));

describe('findings', () => {
  it('show their place as text on one line, and why', () => {
    const html = render([finding]);
    expect(html).toContain('<code>node.innerHTML = &quot;&lt;b&gt;&quot; + é</code>');
    expect(html).toContain('CWE-79: A tag in the input becomes part of the page.');
  });

  it('cut a long place', () => {
    const long = 'x'.repeat(500);
    expect(render([{ ...finding, start: 0, end: 500 }], long)).toContain(
      `<code>${'x'.repeat(79)}…</code>`,
    );
  });

  it('say that none prove nothing', () => {
    expect(render([])).toContain('proves nothing');
  });
});
