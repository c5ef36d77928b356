import { expect, it } from 'vitest';
import { analysisSchema } from '../../src/vul2safe/answers.ts';
import { answerJsonSchemas } from '../../src/vul2safe/template.ts';
import { narrowedSchema } from './narrowedSchema.ts';

it('keeps the form of a schema, and lets its texts and lists end', () => {
  expect(narrowedSchema(answerJsonSchemas.analyse)).toEqual({
    type: 'object',
    properties: {
      isVulnerable: expect.objectContaining({ type: 'boolean' }) as object,
      cwe: { enum: expect.arrayContaining(['', 'CWE-89']) as string[] },
      lines: {
        type: 'array',
        items: expect.objectContaining({ type: 'integer' }) as object,
        maxItems: 3,
      },
      weakness: { type: 'string', minLength: 0, maxLength: 24 },
      cause: { type: 'string', minLength: 0, maxLength: 24 },
    },
  });
  expect(narrowedSchema(answerJsonSchemas.repair)).toMatchObject({
    properties: { code: { minLength: 1 } },
  });
});

it('puts weaknesses in the place of their pattern that fit it', () => {
  const { enum: examples } = narrowedSchema({ type: 'string', pattern: 'any' });
  expect(examples).toSatisfy((all: string[]) =>
    all.every((cwe) => analysisSchema.shape.cwe.safeParse(cwe).success),
  );
});
