/** Every static rule. A new one goes into a file of rules/; docs/oracles.md shows how. */
import type { Rule } from './rule.ts';
import { cMemoryRules } from './rules/c/memory.ts';
import { fileRules } from './rules/javascript/files.ts';
import { injectionRules } from './rules/javascript/injection.ts';
import { limitRules } from './rules/javascript/limits.ts';
import { objectRules } from './rules/javascript/objects.ts';
import { pageRules } from './rules/javascript/page.ts';
import { secretRules } from './rules/javascript/secrets.ts';
import { serviceRules } from './rules/javascript/services.ts';
import { pythonInjectionRules } from './rules/python/injection.ts';
import { pythonSettingRules } from './rules/python/settings.ts';

export const rules: readonly Rule[] = [
  ...injectionRules,
  ...fileRules,
  ...pageRules,
  ...secretRules,
  ...objectRules,
  ...limitRules,
  ...serviceRules,
  ...pythonInjectionRules,
  ...pythonSettingRules,
  ...cMemoryRules,
];
