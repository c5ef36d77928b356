/** POSIX file modes: who may read a file that a program has just made. */

/** What most systems take away from the mode a program asks for (umask). */
const umask = 0o022;

/** The mode that fs.writeFileSync means: a text is octal, and without one it is 0o666. */
export const readMode = (mode: number | string | undefined) =>
  typeof mode === 'string' ? Number.parseInt(mode, 8) : (mode ?? 0o666);

/** Who may read a new file of this mode, of "owner", "group" and "everyone". */
export function readersOf(mode: number): string[] {
  const kept = mode & ~umask;
  const bits = { owner: 0o400, group: 0o040, everyone: 0o004 };
  return Object.entries(bits).flatMap(([who, bit]) => ((kept & bit) === 0 ? [] : [who]));
}
