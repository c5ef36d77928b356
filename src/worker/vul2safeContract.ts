/** What the page and the Vul2Safe worker say to each other. A key crosses beside the work, into the worker's memory alone. */
import { z } from 'zod';
import type { Result } from '../core/failure.ts';
import {
  itemSummarySchema,
  progressSchema,
  sourceItemSchema,
  stopSchema,
  storySchema,
  type Directive,
  type SourceItem,
} from '../vul2safe/contract.ts';
import { providerConfigSchema, type Diagnosis } from '../vul2safe/connection.ts';
import { settingsSchema } from '../vul2safe/settings.ts';
import { sourceFormatNames, sourceFormats, type SourceFormatName } from '../vul2safe/sources.ts';
import { templatesSchema } from '../vul2safe/templates.ts';
import type { PageModel } from './pageModel.ts';

export type { SourceFormatName } from '../vul2safe/sources.ts';

/** Every format with what it means, in table order. */
export const sourceFormatChoices = sourceFormatNames.map((name) => ({
  name,
  meaning: sourceFormats[name],
}));

/** own: what this browser keeps. example: written by hand, in memory, begun anew each time. */
export const setNames = ['own', 'example'] as const;
export type SetName = (typeof setNames)[number];

/** How the work is to be done. */
export const workSetupSchema = z.object({
  provider: providerConfigSchema,
  settings: settingsSchema,
  templates: templatesSchema,
});
export type WorkSetup = z.infer<typeof workSetupSchema>;

/** A setup with the key that belongs to its endpoint; null where it needs none. */
export interface WorkOrder {
  readonly setup: WorkSetup;
  readonly key: string | null;
}

/** What has changed since the last news. */
export const vul2SafeNewsSchema = z.object({
  set: z.enum(setNames),
  items: z.array(itemSummarySchema),
  progress: progressSchema,
  isRunning: z.boolean(),
  /** Why it stopped last; null before. */
  stop: stopSchema.nullable(),
});
export type Vul2SafeNews = z.infer<typeof vul2SafeNewsSchema>;

export const openedSetSchema = z.object({
  /** Everything, in the order of the set. */
  news: vul2SafeNewsSchema,
  /** Lines of the journal that could not be read. */
  tornLines: z.number().int().nonnegative(),
  /** Why nothing outlasts the tab; null where it does. */
  whyMemory: z.string().nullable(),
});
export type OpenedSet = z.infer<typeof openedSetSchema>;

const counted = z.number().int().nonnegative();

/** What files gave. */
export const addReportSchema = z.object({
  added: counted,
  /** Already in the set. */
  known: counted,
  badRows: counted,
  /** The first of them, and files that could not be read at all (line 0). */
  firstBadRows: z.array(
    z.object({ file: z.string(), line: counted, message: z.string(), advice: z.string() }),
  ),
});
export type AddReport = z.infer<typeof addReportSchema>;

export const itemViewSchema = z.object({
  source: sourceItemSchema,
  /** How it last ended; null before. */
  story: storySchema.nullable(),
});
export type ItemView = z.infer<typeof itemViewSchema>;

export const exportedSetSchema = z.object({
  /** JSON lines of PairRecord. */
  records: z.instanceof(Blob),
  count: counted,
  /** Markdown. */
  card: z.string(),
});
export type ExportedSet = z.infer<typeof exportedSetSchema>;

export interface NamedFile {
  /** With its folders. */
  readonly path: string;
  readonly content: Blob;
}

/** The commands of the Vul2Safe worker. Expected failures are values; see core/failure.ts. */
export interface Vul2SafeApi {
  /** Sends news to this port from now on. */
  subscribe(port: MessagePort): Promise<void>;
  /** Lends the browser's own model, which only the page can ask. */
  lendModel(model: PageModel): Promise<void>;
  /** @param order to find answers that are there already; null before there is a connection */
  open(set: SetName, order: WorkOrder | null): Promise<Result<OpenedSet>>;
  /** Adds what the files hold to the reader's own set. @param format null: guessed, for each file */
  addFiles(
    files: readonly NamedFile[],
    format: SourceFormatName | null,
  ): Promise<Result<AddReport>>;
  addItems(items: readonly SourceItem[]): Promise<Result<AddReport>>;
  /** Ends addFiles; what was added stays. */
  stopAdding(): Promise<Result<null>>;
  diagnose(order: WorkOrder): Promise<Result<Diagnosis>>;
  /** Resolves when the work is begun. News tell the rest. */
  start(set: SetName, order: WorkOrder | null): Promise<Result<null>>;
  /** @param now drops calls under way, too */
  stop(set: SetName, now: boolean): Promise<Result<null>>;
  /** Takes the decision down and works on this item alone. */
  direct(
    set: SetName,
    id: string,
    directive: Directive,
    order: WorkOrder | null,
  ): Promise<Result<null>>;
  /** Null for an unknown id. */
  view(set: SetName, id: string): Promise<Result<ItemView | null>>;
  export(set: SetName, minConfidence: number): Promise<Result<ExportedSet>>;
  /** Deletes the reader's own set with everything that was answered. */
  clear(): Promise<Result<null>>;
}
