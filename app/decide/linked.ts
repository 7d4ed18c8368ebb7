import { cookies } from "next/headers";
import { isRef, tokenCookieName, tokenHash } from "#lib/core/decide-link.ts";
import { limitTries } from "#lib/core/tries.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { webEnv } from "#lib/env.ts";
import { type LinkedRequest, linkedRequest } from "#lib/queries/access/decision-link.ts";

const unknownLinks = limitTries({ most: 20, windowMinutes: 10, keysKept: 10_000 });

/**
 * The request that the link of this address leads the viewer to.
 * @param ref what stands in the address
 * @returns null when it leads the viewer nowhere, and after too many tries that led nowhere
 */
export async function followLink(
  viewer: Viewer,
  ref: string | undefined,
  now: Date,
): Promise<LinkedRequest | null> {
  if (!isRef(ref)) return null;
  // By person: colleagues behind one address must not lose their links to one who guesses.
  const from = viewer.personId;
  if (!unknownLinks.mayTry(from, now)) return null;
  const kept = (await cookies()).get(tokenCookieName(webEnv().GATEHOUSE_URL, ref))?.value;
  const hash = tokenHash(kept);
  const linked = hash && (await linkedRequest(viewer, hash));
  if (!linked) unknownLinks.count(from, now);
  return linked;
}
