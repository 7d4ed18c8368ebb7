import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { MAX_BUNDLED } from "#lib/core/bundle.ts";
import type { RefusedRole } from "#lib/core/refusal.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { wake } from "#lib/db/wake.ts";
import { type Ask, type Askable, groundOfAsking, judgeAsk } from "./asking/judge-ask.ts";
import { type Written, writeAsked } from "./asking/write-asked.ts";
import { guarded, no } from "./guarded.ts";

export type BundleAsk = Pick<Ask, "minutes" | "startsAt" | "reason" | "ticket"> & {
  roles: readonly Pick<Ask, "accountId" | "permissionSetArn">[];
};

/**
 * Records several requests of the viewer that share length, start, reason and ticket. All are judged before anything is written, each by its own rule
 * and counting those before it; they are written in one transaction, all of them or none. Afterwards each has a life of its own.
 * @param ask two to ten roles in their order; the words as typed, already cleaned at the door
 * @returns what each became, in the same order; or a refusal: bundle-refused with why for each role that cannot be asked, too-many-together, busy
 */
export async function requestBundle(
  doing: Doing<PersonActor>,
  { roles, ...shared }: BundleAsk,
): Promise<Result<{ bundleId: string; requests: readonly Written[] }>> {
  if (roles.length > MAX_BUNDLED) return refuse({ code: "too-many-together", max: MAX_BUNDLED });
  return guarded(async (tx) => {
    const ground = await groundOfAsking(tx, doing);
    const askable: { ask: Ask; judged: Askable }[] = [];
    const refused: RefusedRole[] = [];
    for (const [index, role] of roles.entries()) {
      const ask = { ...role, ...shared };
      const isTwice = roles.slice(0, index).some((other) => isSameRole(other, role));
      const before = askable.map(({ judged }) => judged);
      const judged = isTwice
        ? { refusal: { code: "asked-twice" } as const }
        : await judgeAsk(tx, doing, ground, ask, { before });
      if ("refusal" in judged) refused.push({ ...role, refusal: judged.refusal });
      else askable.push({ ask, judged: judged.askable });
    }
    if (refused.length > 0) return no({ code: "bundle-refused", of: roles.length, roles: refused });
    const bundle = await tx.bundle.create({
      data: { requesterId: doing.actor.viewer.personId, createdAt: doing.now },
      select: { id: true },
    });
    const requests: Written[] = [];
    for (const [index, { ask, judged }] of askable.entries())
      requests.push(await writeAsked(tx, doing, ask, judged, { id: bundle.id, place: index + 1 }));
    await wake(tx, "letters");
    if (requests.some(({ grantId }) => grantId !== null)) await wake(tx, "grants");
    return { bundleId: bundle.id, requests };
  });
}

function isSameRole(a: BundleAsk["roles"][number], b: BundleAsk["roles"][number]): boolean {
  return a.accountId === b.accountId && a.permissionSetArn === b.permissionSetArn;
}
