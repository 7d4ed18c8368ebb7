import { z } from "zod";
import { readCookie } from "#lib/auth/cookies.ts";
import { seenFrom } from "#lib/auth/seen.ts";
import { viewerOf } from "#lib/auth/viewer.ts";
import { LONGEST_SEARCH } from "#lib/core/catalogue/search-text.ts";
import { cleanText } from "#lib/core/clean-text.ts";
import { limitTries } from "#lib/core/tries.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { readNow } from "#lib/db/now.ts";
import { webEnv } from "#lib/env.ts";
import { quickAsksFor } from "#lib/queries/access/quick-asks.ts";
import { searchFor } from "#lib/queries/catalogue/search.ts";

// Nobody types more than five times a second for a minute.
const searches = limitTries({ most: 300, windowMinutes: 1, keysKept: 1_000 });

const asked = z.tuple([
  z.tuple([
    z.literal("q"),
    z
      .string()
      .max(LONGEST_SEARCH)
      .refine((text) => cleanText(text) !== null),
  ]),
]);

const refuse = (status: number, error: string) =>
  Response.json({ error }, { status, headers: { "cache-control": "private, no-store" } });

/** What a text means, for the palette: things of the organisation, to readers alone, and roles that whoever asks may ask for. */
export async function GET(request: Request): Promise<Response> {
  const token = readCookie(request.headers, webEnv().GATEHOUSE_URL, "session");
  const viewer = await viewerOf(token, seenFrom(request.headers));
  if (!viewer) return refuse(401, "Nobody is signed in.");
  const parsed = asked.safeParse([...new URL(request.url).searchParams]);
  if (!parsed.success) return refuse(400, `Ask with one q of at most ${LONGEST_SEARCH} characters.`);
  const now = await readNow();
  if (!searches.mayTry(viewer.personId, now)) return refuse(429, "That is too much at once.");
  searches.count(viewer.personId, now);
  const [[, q]] = parsed.data;
  const [found, asks] = await Promise.all([
    mayReadEverything(viewer) ? searchFor(viewer, q) : [],
    quickAsksFor(viewer, q),
  ]);
  return Response.json({ q, found, asks }, { headers: { "cache-control": "private, no-store" } });
}
