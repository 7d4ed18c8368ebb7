import { heldMinutes, longestExtension, refuseExtending } from "#lib/core/extension.ts";
import { explain } from "#lib/core/refusal.ts";
import { rulesFor } from "#lib/core/rules/covers.ts";
import { type RoleWeight, roleWeight } from "#lib/core/rules/role-weight.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import type { DecidingRule, GrantRow } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { consolePowers } from "#lib/db/console-powers.ts";
import { loadRules, personInGroups, placeOf, ruledSet } from "#lib/db/rules.ts";
import { decidersOf } from "./asking.ts";
import { grantColumns, toGrantRow } from "./grant-row.ts";

/** How a grant may be extended: by how many minutes at the most, or why it may not, in one sentence. */
export type MayExtend = { longestMinutes: number } | { why: string };

/** Everything that the form for more time shows. */
export type Extending = {
  grant: GrantRow;
  may: MayExtend;
  /** The last time's words, to begin with. */
  reason: string;
  ticket: string | null;
  sessionMinutes: number;
  /** The rules under which it may be extended, in their order. */
  rules: readonly DecidingRule[];
};

/** Whether each of these grants may be extended by the viewer now, by its id; only those that the viewer holds are told of. */
export async function mayExtend(
  viewer: Viewer,
  grants: readonly GrantRow[],
  now: Date,
): Promise<ReadonlyMap<string, MayExtend>> {
  const own = grants.filter(({ personId }) => personId === viewer.personId);
  if (own.length === 0) return new Map();
  const [rules, person, powers, accounts, sets] = await Promise.all([
    loadRules(db()),
    personInGroups(db(), viewer.personId),
    consolePowers(db()),
    db().account.findMany({
      where: { id: { in: own.map(({ accountId }) => accountId) } },
      select: { id: true, parentId: true, tags: true },
    }),
    db().permissionSet.findMany({
      where: { arn: { in: own.map(({ permissionSetArn }) => permissionSetArn) } },
      select: { arn: true, name: true, tags: true, administratorLike: true },
    }),
  ]);
  const places = new Map(
    await Promise.all(accounts.map(async (account) => [account.id, await placeOf(db(), account)] as const)),
  );
  return new Map(
    own.map((grant): [string, MayExtend] => {
      const place = places.get(grant.accountId);
      const set = sets.find(({ arn }) => arn === grant.permissionSetArn);
      const covering = place && set ? rulesFor(rules, person, place, ruledSet(set)) : [];
      const weight = roleWeight(
        set ?? { administratorLike: "not known any more" },
        powers.get(grant.accountId),
      );
      return [grant.id, judge(grant, covering, weight, now)];
    }),
  );
}

function judge(grant: GrantRow, covering: readonly Rule[], weight: RoleWeight, now: Date): MayExtend {
  const refusal = refuseExtending(judged(grant), now);
  if (refusal) return { why: explain(refusal) };
  const longestMinutes = longestExtension(covering, {
    heldMinutes: heldMinutes(judged(grant)),
    weight,
    now,
  });
  if (longestMinutes !== null) return { longestMinutes };
  const inAllMinutes = Math.max(0, ...covering.map(({ content }) => content.limits.extendToMinutes ?? 0));
  return {
    why: explain(
      inAllMinutes === 0
        ? { code: "not-extendable" }
        : { code: "too-long-in-all", longestMinutes: 0, inAllMinutes },
    ),
  };
}

function judged(grant: GrantRow) {
  return {
    ...grant,
    endsAt: grant.agreedEndsAt,
    extensionRequestId: grant.extension?.requestId ?? null,
  };
}

/**
 * The form for more time of a grant that the viewer holds.
 * @param id the grant's UUID
 * @returns null when there is none, or somebody else holds it
 */
export async function extendingFor(viewer: Viewer, id: string, now: Date): Promise<Extending | null> {
  const row = await db().grant.findFirst({
    where: { id, personId: viewer.personId },
    select: { ...grantColumns, request: { select: { ...grantColumns.request.select, reason: true } } },
  });
  if (!row) return null;
  const grant = toGrantRow(row);
  const may = (await mayExtend(viewer, [grant], now)).get(id) ?? { why: "" };
  const rules =
    "why" in may
      ? []
      : await decidersOf(viewer, grant.accountId, grant.permissionSetArn, {
          heldMinutes: heldMinutes(judged(grant)),
        });
  const { reason } = row.request;
  return { grant, may, reason, ticket: grant.ticket, sessionMinutes: row.sessionMinutes, rules };
}
