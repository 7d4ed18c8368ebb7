import { z } from "zod";
import type { PermissionSetAsOf } from "#lib/core/catalogue/as-of.ts";
import type { NamedThing } from "#lib/core/catalogue/change.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { stoodAt } from "./assignments-as-of.ts";
import { byPermissionSet, waysAsOf } from "./ways-as-of.ts";

const policy = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("aws"), arn: z.string(), name: z.string() }),
  z.object({ kind: z.literal("customer"), name: z.string(), path: z.string() }),
]);
const json = z.object({
  managedPolicies: z.array(policy),
  permissionsBoundary: policy.nullable(),
  tags: z.record(z.string(), z.string()),
});

/** More accounts than this are not told on one page; the page says how many there were. */
const ACCOUNTS_ON_A_PAGE = 200;

type Version = Pick<
  PermissionSetAsOf,
  "name" | "description" | "sessionMinutes" | "relayState" | "inlinePolicy" | "fingerprint" | "since"
> &
  Record<"managedPolicies" | "permissionsBoundary" | "tags", unknown>;

/** What a permission set allowed at a moment, and where it was used then. `skipped` ways lie before those told. Null when it was not there, or the viewer may not read everything. */
export async function permissionSetAsOf(
  viewer: Viewer,
  arn: string,
  at: Date,
  skipped = 0,
): Promise<PermissionSetAsOf | null> {
  if (!mayReadEverything(viewer)) return null;
  const [version] = await db().$queryRaw<Version[]>`
    select v.name, v.description, v.session_minutes as "sessionMinutes", v.relay_state as "relayState",
      v.managed_policies as "managedPolicies", v.inline_policy as "inlinePolicy",
      v.permissions_boundary as "permissionsBoundary", v.tags, v.fingerprint, v.valid_from as since
    from permission_set_life v where v.arn = ${arn} and ${stoodAt("v", at)}`;
  if (!version) return null;
  const [accounts, ways] = await Promise.all([
    db().$queryRaw<(NamedThing & { total: number })[]>`
      select p.account_id as id, a.name, (count(*) over ())::int as total
      from provisioned_permission_set_life p
      left join lateral (
        select v.name from account_life v where v.id = p.account_id and ${stoodAt("v", at)} limit 1) a on true
      where p.permission_set_arn = ${arn} and ${stoodAt("p", at)}
      order by a.name, p.account_id limit ${ACCOUNTS_ON_A_PAGE}`,
    waysAsOf(at, byPermissionSet(arn), { skipped }),
  ]);
  return {
    ...version,
    ...json.parse(version),
    accounts: accounts.map(({ id, name }) => ({ id, name })),
    accountCount: accounts[0]?.total ?? 0,
    ways,
  };
}
