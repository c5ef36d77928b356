/** Reads the items of files that a person chose or dropped, and says what was wrong with the rest. */
import { RowError } from '../corpus/pairRow.ts';
import type { SourceItem } from '../vul2safe/contract.ts';
import {
  guessSourceFormat,
  isCodeFile,
  readSources,
  sourceOfFile,
  type SourceFormatName,
} from '../vul2safe/sources.ts';
import { blocksOf } from './pairBlob.ts';
import type { AddReport, NamedFile } from './vul2safeContract.ts';

/** Bad rows told one by one; of the rest only the number is. */
const mostBadRows = 50;

/** Bytes that are looked at for the format. */
const headBytes = 64 * 2 ** 10;

/** Items that are added at once. */
const mostTogether = 200;

/** Counts what is added. */
export class AddCount {
  added = 0;
  known = 0;
  badRows = 0;
  readonly firstBadRows: AddReport['firstBadRows'] = [];

  constructor(private readonly add: (items: readonly SourceItem[]) => Promise<number>) {}

  async take(items: readonly SourceItem[]): Promise<void> {
    const added = await this.add(items);
    this.added += added;
    this.known += items.length - added;
  }

  refuse(file: string, line: number, { message, advice }: RowError): void {
    this.badRows += 1;
    if (this.firstBadRows.length < mostBadRows)
      this.firstBadRows.push({ file, line, message, advice });
  }

  report(): AddReport {
    const { added, known, badRows, firstBadRows } = this;
    return { added, known, badRows, firstBadRows };
  }
}

/** @param format null: guessed, for each file */
export async function addFiles(
  files: readonly NamedFile[],
  format: SourceFormatName | null,
  count: AddCount,
  isOver: () => boolean,
): Promise<void> {
  for (const file of files) {
    if (isOver()) return;
    try {
      await addFile(file, format, count, isOver);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      count.refuse(file.path, 0, error);
    }
  }
}

async function addFile(
  { path, content }: NamedFile,
  asked: SourceFormatName | null,
  count: AddCount,
  isOver: () => boolean,
): Promise<void> {
  if (asked === null && isCodeFile(path)) {
    await count.take([sourceOfFile(path, await content.text())]);
    return;
  }
  const format = asked ?? guessSourceFormat(await content.slice(0, headBytes).text());
  if (format === null) {
    throw new RowError(
      'its first row is of no known format, and its name is not that of code',
      'Choose its format, or leave it out.',
    );
  }
  let items: SourceItem[] = [];
  for await (const event of readSources(blocksOf(content), format, path)) {
    if (isOver()) break;
    if (event.kind === 'error') {
      count.refuse(path, event.line, event.error);
      continue;
    }
    // Rows of several files may have the same id.
    items.push({ ...event.item, id: `${path}/${event.item.id}` });
    if (items.length < mostTogether) continue;
    await count.take(items);
    items = [];
  }
  await count.take(items);
}
