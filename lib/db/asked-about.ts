import type { AskedAbout } from "#lib/core/engine-ask.ts";
import type { Prisma } from "./generated/client.ts";

/** What has to be read of a grant before an ask about it can be judged. */
export const askedAboutColumns = {
  state: true,
  personId: true,
  managedAssignment: { select: { origin: true, faults: true, verdict: true } },
} as const satisfies Prisma.GrantSelect;

/** The grant as core judges an ask about it, from the columns that `askedAboutColumns` selects. */
export function toAskedAbout({
  state,
  personId,
  managedAssignment,
}: Prisma.GrantGetPayload<{ select: typeof askedAboutColumns }>): AskedAbout {
  return { state, holderId: personId, ledger: managedAssignment };
}
