/** Loads tree-sitter and its grammars in a page or worker, from .wasm files that Vite puts into the build. */
import cLocation from 'tree-sitter-c/tree-sitter-c.wasm?url';
import javascriptLocation from 'tree-sitter-javascript/tree-sitter-javascript.wasm?url';
import pythonLocation from 'tree-sitter-python/tree-sitter-python.wasm?url';
import { Language, Parser } from 'web-tree-sitter';
import engineLocation from 'web-tree-sitter/web-tree-sitter.wasm?url';
import type { StaticParts } from './analyser.ts';
import type { LanguageName } from './rule.ts';

const locations: Readonly<Record<LanguageName, string>> = {
  javascript: javascriptLocation,
  python: pythonLocation,
  c: cLocation,
};

export const partsInBrowser: StaticParts = {
  start: () => Parser.init({ locateFile: () => engineLocation }),
  loadGrammar: (name) => Language.load(locations[name]),
};
