import { describe, expect, it } from 'vitest';
import type { Story } from '../../vul2safe/contract.ts';
import { queuedSummary } from '../fixtures/summaries.ts';
import { codeBefore, numbersOf } from './storyNumbers.ts';

describe('a story', () => {
  const call = (stage: 'repair' | 'vote', value: object, answers: string[]) => ({
    ...{ kind: 'call' as const, stage, round: 0, draw: 0, messages: [], answers },
    ...{ value: value as Record<string, string>, problem: '' },
    usage: { promptTokens: 1000, completionTokens: 500, isEstimated: stage === 'vote' },
  });
  const steps = [
    call('repair', { explanation: 'a', code: 'fixed' }, ['{}', '{}']),
    call('vote', {}, ['{}']),
    { kind: 'gates' as const, results: [] },
  ];
  const story: Story = {
    item: {
      ...{ id: 'a', code: 'broken', language: '', cwe: '', license: null },
      ...{ origin: '', tests: null },
    },
    summary: queuedSummary(0),
    ...{ flags: [], directives: [], secure: 'fixed', prompts: [], model: 'tiny', templates: '' },
    steps,
  };

  it('counts every answer, and what it cost', () => {
    expect(numbersOf(story, { prompt: 1, completion: 4 })).toEqual({
      ...{ calls: 3, tokens: 3000, isEstimated: true },
      cost: (2000 * 1 + 1000 * 4) / 1e6,
    });
  });

  it('knows the code that each step starts from', () => {
    expect(codeBefore(steps, 0, 'broken')).toBe('broken');
    expect(codeBefore(steps, 1, 'broken')).toBe('fixed');
  });
});
