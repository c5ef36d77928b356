import { afterEach, describe, expect, it, vi } from 'vitest';
import { jsonLine, say } from './output.ts';

/** Clears the screen, rings, goes back to the line's beginning, turns the direction, hides a character. */
const hostile = 'a\u001b[2J\u0007\rb\u202ec\u200bd\u0085e';
const shown = 'a\\u001b[2J\\u0007\\u000db\\u202ec\\u200bd\\u0085e';

afterEach(() => void vi.restoreAllMocks());

describe('what goes to a terminal', () => {
  it('has no character that the terminal would obey, but lines and tabs', () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    say(`${hostile}\n\tnext`);
    expect(write).toHaveBeenCalledExactlyOnceWith(`${shown}\n\tnext\n`);
  });

  it('is JSON that parses to the same value', () => {
    const line = jsonLine({ hostile });
    expect(line).not.toMatch(/[^\n -~]/u);
    expect(JSON.parse(line)).toEqual({ hostile });
  });
});
