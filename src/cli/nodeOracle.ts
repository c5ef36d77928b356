/** The oracle in this process. */
import { loadModuleInNode } from '../oracle/loadNode.ts';
import { createOracle, type Oracle } from '../oracle/oracle.ts';

export const createNodeOracle = (): Oracle =>
  createOracle({ loadModule: loadModuleInNode, now: () => performance.now() });
