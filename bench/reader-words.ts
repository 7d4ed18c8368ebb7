import { z } from "zod";

/** What the process that reads is started with. */
export const readerOrders = z.object({
  region: z.string(),
  instanceArn: z.string(),
  identityStoreId: z.string(),
  /** How many times faster than the wall's the simulated AWS counts; null: no budget at all. */
  speed: z.number().positive().nullable(),
});

/** What it says before its first call. */
export const readerBegun = z.object({ isBegun: z.literal(true) });

/** What it tells once the catalogue equals what AWS holds. */
export const readerTold = z.object({
  runId: z.string(),
  calls: z.int(),
  changed: z.int(),
  throttled: z.int(),
  /** Seconds of the wall's clock to the last call's start, and from there to the end. */
  readingSeconds: z.number(),
  writingSeconds: z.number(),
  peakMemoryMb: z.number(),
});

export type ReaderTold = z.infer<typeof readerTold>;
