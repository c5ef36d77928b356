/** A journal in a file: lines are only added, and each is on the disk before anybody goes on. */
import { open, type FileHandle } from 'node:fs/promises';
import type { JournalStore } from '../vul2safe/journal.ts';

const lineFeed = 10;
const blockBytes = 64 * 1024;

/** One process at a time may hold a journal open. Close it at the end. */
export class JournalFile implements JournalStore {
  /** Appends stand in line. */
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly handle: FileHandle,
    private size: number,
  ) {}

  /** Makes the file when there is none. A last line that a crash has torn is ended, so that it stays alone. */
  static async open(path: string): Promise<JournalFile> {
    const handle = await open(path, 'a+');
    const { size } = await handle.stat();
    const journal = new JournalFile(handle, size);
    if (size > 0) {
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
      if (buffer[0] !== lineFeed) await journal.#write('\n');
    }
    return journal;
  }

  async *entries(): AsyncGenerator<{ position: number; line: string }> {
    const end = this.size;
    for (let at = 0; at < end;) {
      const line = await this.#read(at);
      yield { position: at, line: line.toString('utf8') };
      at += line.length + 1;
    }
  }

  append(line: string): Promise<number> {
    const written = this.#writing.then(() => this.#write(`${line}\n`));
    // One that fails must not stop those behind it from being tried.
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async lineAt(position: number): Promise<string> {
    return (await this.#read(position)).toString('utf8');
  }

  close(): Promise<void> {
    return this.#writing.then(() => this.handle.close());
  }

  async #write(text: string): Promise<number> {
    const position = this.size;
    const bytes = Buffer.from(text);
    await this.handle.appendFile(bytes);
    await this.handle.datasync();
    this.size = position + bytes.length;
    return position;
  }

  /** From here to the end of the line, which is not read with it. */
  async #read(position: number): Promise<Buffer> {
    const blocks: Buffer[] = [];
    for (let at = position; ; at += blockBytes) {
      const { buffer, bytesRead } = await this.handle.read(
        Buffer.alloc(blockBytes),
        0,
        blockBytes,
        at,
      );
      const end = buffer.subarray(0, bytesRead).indexOf(lineFeed);
      blocks.push(buffer.subarray(0, end < 0 ? bytesRead : end));
      if (end >= 0 || bytesRead < blockBytes) return Buffer.concat(blocks);
    }
  }
}
