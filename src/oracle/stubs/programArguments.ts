/** How a program reads its arguments by POSIX: options begin with a dash, and after "--" nothing is an option. */

/** The options and the operands, each in order; "--" itself is neither. */
export function readArguments(args: readonly string[]): { options: string[]; operands: string[] } {
  const end = args.indexOf('--');
  const [before, after] = end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
  // A dash alone stands for the standard input.
  const isOption = (arg: string) => arg.startsWith('-') && arg !== '-';
  return {
    options: before.filter(isOption),
    operands: [...before.filter((arg) => !isOption(arg)), ...after],
  };
}
