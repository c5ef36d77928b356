/**
 * A JSON schema as a grammar that a random model can follow to its end. The engine's grammar knows no patterns, and a
 * model that chooses at random rarely closes a string or a list.
 */
import { z } from 'zod';

const longestText = 24;
const longestList = 3;

/** Weaknesses that stand for the pattern of one; all of them fit it. */
const examples = ['', 'CWE-22', 'CWE-79', 'CWE-89'];

const nodeSchema = z.looseObject({
  type: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
});

export function narrowedSchema(schema: unknown): Record<string, unknown> {
  const { type, pattern, minLength, properties, items, ...rest } = nodeSchema.parse(schema);
  if (pattern !== undefined) return { enum: examples };
  if (type === 'string') return { type, minLength: minLength ?? 0, maxLength: longestText };
  if (type === 'array') return { type, items: narrowedSchema(items), maxItems: longestList };
  if (type !== 'object') return { ...rest, ...(type !== undefined && { type }) };
  const inner = Object.entries(properties ?? {}).map(([name, value]) => [
    name,
    narrowedSchema(value),
  ]);
  return { type, properties: Object.fromEntries(inner) as Record<string, unknown> };
}
