import { refusedToken } from "#lib/auth/refused-token.ts";
import { seenFrom } from "#lib/auth/seen.ts";
import { type TokenViewer, viewerOfToken } from "#lib/auth/viewer.ts";
import type { RefusedToken } from "#lib/core/api/refused-token.ts";
import { limitTries } from "#lib/core/tries.ts";
import { readNow } from "#lib/db/now.ts";
import { recordRefusedToken } from "#lib/operations/tokens/record-refused-token.ts";
import { problemResponse } from "./problem-response.ts";

// A program that goes on showing a token is told of once an hour, and all that nobody knows cannot fill the audit.
const eachHour = limitTries({ most: 1, windowMinutes: 60, keysKept: 10_000 });
const allOfAnHour = limitTries({ most: 30, windowMinutes: 60, keysKept: 1 });
let unrecorded = 0;

/** Whom the token in `Authorization` stands for now; or the 401, which says nothing of why. */
export async function knownBy(request: Request): Promise<TokenViewer | Response> {
  const shown = request.headers.get("authorization");
  const [, token] = /^Bearer +(\S+) *$/i.exec(shown ?? "") ?? [];
  const seen = seenFrom(request.headers);
  const known = token === undefined ? null : await viewerOfToken(token, seen);
  if (known) return known;
  if (token !== undefined) await tell(await refusedToken(token), seen);
  // https://www.rfc-editor.org/rfc/rfc6750#section-3
  const challenge = shown === null ? "" : ', error="invalid_token"';
  return problemResponse(401, "no-token", "Show a token that is still good.", {
    more: { "www-authenticate": `Bearer realm="Gatehouse"${challenge}` },
  });
}

async function tell(refused: RefusedToken, seen: ReturnType<typeof seenFrom>): Promise<void> {
  const now = await readNow();
  const key = refused.token
    ? `${refused.token.id} ${refused.because}`
    : `from ${seen.address ?? "somewhere"}`;
  // Of a token that somebody made there are few; of what nobody knows there is any number.
  const isOverall = refused.token === null && !allOfAnHour.mayTry("all", now);
  if (isOverall || !eachHour.mayTry(key, now)) {
    unrecorded += 1;
    return;
  }
  eachHour.count(key, now);
  if (refused.token === null) allOfAnHour.count("all", now);
  const before = unrecorded;
  unrecorded = 0;
  await recordRefusedToken({ seen, now }, refused, before);
}
