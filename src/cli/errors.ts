/** What goes wrong in a command, told apart by the exit code it ends with. */

/** The command was understood but failed: exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /**
   * @param message what happened and why
   * @param hint what to do
   */
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** The command line is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /**
   * @param message which word is wrong and why
   * @param hint what to write instead
   */
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** What to say of a system call that failed, without its call name and codes. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'it may not be read or written by this user';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file stands where a folder is needed';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
