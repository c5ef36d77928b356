/** Which programs a shell would start for a command line: enough of sh to see an injected command. */

/**
 * The words of every command, in the order they stand, inner $(…) and `…` included as commands of
 * their own. Quotes group words; in single quotes nothing is special.
 */
export function shellCommands(line: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  /** The quotes that go on after each open $(…). */
  const outerQuotes: ('"' | "'" | null)[] = [];
  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    const opensInner = quote !== "'" && (c === '`' || (c === '$' && line.charAt(i + 1) === '('));
    if (opensInner || (quote === null && /[;|&\n()<>]/.test(c))) {
      endCommand();
      if (c === '$') {
        i++;
        outerQuotes.push(quote);
        quote = null;
      } else if (c === ')') quote = outerQuotes.pop() ?? null;
    } else if (quote !== null && c === quote) quote = null;
    else if (quote === null && (c === '"' || c === "'")) {
      quote = c;
      word ??= '';
    } else if (quote === null && /\s/.test(c)) endWord();
    else word = (word ?? '') + c;
  }
  endCommand();
  return commands;
}
