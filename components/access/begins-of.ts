import type { RequestDetail } from "#lib/core/shown-access.ts";

/** When what is asked for would begin, and what begins it, for whoever may say yes now. */
export function beginsOf(
  { startsAt, extends: extended }: Pick<RequestDetail, "startsAt" | "extends">,
  now: Date,
): { begins: string; startsAt: Date; isAbout: boolean } {
  if (startsAt === null || startsAt <= now) return { begins: "your yes", startsAt: now, isAbout: true };
  return { begins: extended ? "goes on from" : "starts", startsAt, isAbout: false };
}
