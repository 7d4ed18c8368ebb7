import { cache } from "react";
import { readZone } from "#app/zone.ts";
import { readNow } from "#lib/db/now.ts";

/** The database's now and the reader's zone, one and the same for everything on a page. */
export const readMoment = cache(async (): Promise<{ now: Date; zone: string }> => {
  const [now, zone] = await Promise.all([readNow(), readZone()]);
  return { now, zone };
});
