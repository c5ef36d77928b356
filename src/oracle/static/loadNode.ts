/** Loads tree-sitter and its grammars in Node, from the packages. */
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import type { StaticParts } from './analyser.ts';

const { resolve } = createRequire(import.meta.url);

export const partsInNode: StaticParts = {
  start: () => Parser.init(),
  loadGrammar: (name) => Language.load(resolve(`tree-sitter-${name}/tree-sitter-${name}.wasm`)),
};
