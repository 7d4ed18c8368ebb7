import type { Catalogue } from "#lib/core/catalogue/catalogue-rows.ts";

export type ReadingSettings = {
  /** The catalogue as it is stored: it says who is known to hold assignments of their own, and keeps contents that are not read again. */
  stored: Catalogue;
  /** No read has ever completed. */
  isFirst: boolean;
  /** Read the content of every permission set, and not only of new ones. */
  readAllDetails: boolean;
  now: Date;
  everyMinutes: number;
};
