import { contentHash } from "#lib/core/content-hash.ts";
import { looksLikeProduction } from "#lib/core/looks-like-production.ts";
import type { RequestState } from "#lib/core/request.ts";
import { roleWeight } from "#lib/core/rules/role-weight.ts";
import { ruleContent } from "#lib/core/rules/rule-content.ts";
import type { InboxRow } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { consolePowers } from "#lib/db/console-powers.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { contentFrom } from "#lib/db/request-content.ts";
import { standingOf } from "#lib/db/standing.ts";
import { tagsOf } from "#lib/db/tags.ts";
import { isBackwards, type PageOf, type Place, pageOf, ROWS } from "./page-of.ts";
import { type Approval, approvalsOf, decidable, inPlaceOf } from "./sight.ts";

const columns = {
  id: true,
  number: true,
  requesterId: true,
  requesterName: true,
  accountId: true,
  accountName: true,
  permissionSetArn: true,
  permissionSetName: true,
  durationMinutes: true,
  startsAt: true,
  extendsGrantId: true,
  reason: true,
  ticket: true,
  ruleId: true,
  ruleVersion: true,
  stage: true,
  fallbackAt: true,
  createdAt: true,
  lapsesAt: true,
  decisions: { select: { deciderName: true, stage: true }, orderBy: { decidedAt: "asc" } },
} as const satisfies Prisma.RequestSelect;

type Asked = Prisma.RequestGetPayload<{ select: typeof columns }>;

/**
 * One page of the requests that wait for the viewer's yes or no, the next to lapse first, each with what a decider needs for one look. It takes the same
 * few questions however many there are.
 */
export async function inboxFor(viewer: Viewer, place: Place, now: Date): Promise<PageOf<InboxRow>> {
  const approvals = await approvalsOf(viewer);
  const where = decidable(viewer, approvals, now);
  const anchorId = place.after ?? place.before;
  // Whoever stood at the edge of a page may be decided by now; the page goes on from where they stood.
  const anchor =
    anchorId === undefined
      ? null
      : await db().request.findUnique({ where: { id: anchorId }, select: { id: true, lapsesAt: true } });
  const from: Place = anchor ? place : {};
  const backwards = isBackwards(from);
  const sooner = anchor && {
    OR: [{ lapsesAt: { lt: anchor.lapsesAt } }, { lapsesAt: anchor.lapsesAt, id: { lt: anchor.id } }],
  };
  const later = anchor && {
    OR: [{ lapsesAt: { gt: anchor.lapsesAt } }, { lapsesAt: anchor.lapsesAt, id: { gt: anchor.id } }],
  };
  const isAfter = anchor !== null && !backwards;
  const upToAnchor = anchor && (isAfter ? { NOT: later ?? {} } : sooner);
  const direction = backwards ? "desc" : "asc";
  const [rows, total, before] = await Promise.all([
    db().request.findMany({
      where: { AND: [where, (backwards ? sooner : later) ?? {}] },
      orderBy: [{ lapsesAt: direction }, { id: direction }],
      take: ROWS + 1,
      select: columns,
    }),
    db().request.count({ where }),
    upToAnchor ? db().request.count({ where: { AND: [where, upToAnchor] } }) : 0,
  ]);
  return pageOf(await shownOf(rows.slice(0, ROWS), approvals, now), from, { total, before });
}

async function shownOf(
  rows: readonly Asked[],
  approvals: readonly Approval[],
  now: Date,
): Promise<InboxRow[]> {
  const [sets, accounts, people, versions, extendedGrants, powers, standing, earlier] = await Promise.all([
    db().permissionSet.findMany({
      where: { arn: { in: rows.map(({ permissionSetArn }) => permissionSetArn) } },
      select: { arn: true, name: true, fingerprint: true, sessionMinutes: true, administratorLike: true },
    }),
    db().account.findMany({
      where: { id: { in: rows.map(({ accountId }) => accountId) } },
      select: { id: true, name: true, parentId: true, tags: true },
    }),
    db().person.findMany({
      where: { id: { in: rows.map(({ requesterId }) => requesterId) } },
      select: { id: true, displayName: true, title: true },
    }),
    db().ruleVersion.findMany({
      where: { OR: rows.map(({ ruleId, ruleVersion }) => ({ ruleId, version: ruleVersion })) },
      select: { ruleId: true, version: true, content: true },
    }),
    db().grant.findMany({
      where: { id: { in: rows.flatMap(({ extendsGrantId }) => extendsGrantId ?? []) } },
      select: { id: true, heldSince: true, endsAt: true },
    }),
    consolePowers(db()),
    standingOf(
      db(),
      rows.map(({ requesterId, accountId }) => ({ personId: requesterId, accountId })),
    ),
    earlierOf(rows),
  ]);
  const units = await unitsAbove(accounts.map(({ parentId }) => parentId));
  const setOf = new Map(sets.map((set) => [set.arn, set]));
  const accountOf = new Map(accounts.map((account) => [account.id, account]));
  const personOf = new Map(people.map((person) => [person.id, person]));
  return rows.map((row) => {
    const set = setOf.get(row.permissionSetArn) ?? null;
    const account = accountOf.get(row.accountId) ?? null;
    const requester = personOf.get(row.requesterId) ?? null;
    const extended = extendedGrants.find(({ id }) => id === row.extendsGrantId) ?? null;
    const content = contentFrom(row, { set, account, requester, extended });
    const above = (account && units.get(account.parentId)) ?? [];
    const version = versions.find((one) => one.ruleId === row.ruleId && one.version === row.ruleVersion);
    const stages = version ? ruleContent.parse(version.content).agreement.stages : [];
    const past = earlier.get(row.id);
    return {
      id: row.id,
      number: row.number,
      requesterName: content.requesterName,
      requesterTitle: requester?.title ?? null,
      accountId: row.accountId,
      accountName: content.accountName,
      permissionSetArn: row.permissionSetArn,
      permissionSetName: content.permissionSetName,
      durationMinutes: row.durationMinutes,
      extends: row.extendsGrantId !== null,
      startsAt: row.startsAt,
      reason: row.reason,
      ticket: row.ticket,
      createdAt: row.createdAt,
      lapsesAt: row.lapsesAt,
      contentHash: contentHash(content),
      units: above,
      production: looksLikeProduction({
        accountName: content.accountName,
        units: above,
        tags: tagsOf(account?.tags ?? {}),
      }),
      administratorLike: set?.administratorLike ?? null,
      weight: set ? roleWeight(set, powers.get(row.accountId)) : "ordinary",
      isGone: set === null,
      stage: { place: row.stage + 1, of: stages.length, quorum: stages[row.stage]?.quorum ?? 1 },
      agreed: row.decisions.map(({ deciderName }) => deciderName),
      agreedHere: row.decisions.filter(({ stage }) => stage === row.stage).length,
      standing: standing
        .filter(({ personId, accountId }) => personId === row.requesterId && accountId === row.accountId)
        .map(({ permissionSetName, through }) => ({ name: permissionSetName, through })),
      inPlaceOf: inPlaceOf(approvals, row, now),
      earlier: { count: past?.count ?? 0, last: past?.last ?? null },
    };
  });
}

/** The names of the units above an account, from below the root down, by the unit that holds it. */
async function unitsAbove(parentIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db().$queryRaw<{ id: string; names: string[] }[]>`
    select u.id, array_agg(above.name order by p.place) as names
    from organisational_unit u
    cross join lateral unnest(u.path) with ordinality p (id, place)
    join organisational_unit above on above.id = p.id
    where u.id = any(${[...parentIds]}) and p.place > 1
    group by u.id`;
  return new Map(rows.map(({ id, names }) => [id, names]));
}

type Past = { count: number; last: { state: RequestState; at: Date } | null };

/** How often the same person asked for the same role in the same account before, and what became of the last time. */
async function earlierOf(rows: readonly Asked[]): Promise<ReadonlyMap<string, Past>> {
  const found = await db().$queryRaw<
    { id: string; count: number; state: RequestState | null; at: Date | null }[]
  >`
    select r.id::text, past.count, last.state::text, last.created_at as at
    from request r
    cross join lateral (
      select count(*)::int from request e
      where e.requester_id = r.requester_id and e.account_id = r.account_id
        and e.permission_set_arn = r.permission_set_arn and e.id <> r.id and e.created_at <= r.created_at
    ) past
    left join lateral (
      select e.state, e.created_at from request e
      where e.requester_id = r.requester_id and e.account_id = r.account_id
        and e.permission_set_arn = r.permission_set_arn and e.id <> r.id and e.created_at <= r.created_at
      order by e.created_at desc limit 1
    ) last on true
    where r.id = any(${rows.map(({ id }) => id)}::uuid[])`;
  return new Map(
    found.map(({ id, count, state, at }) => [id, { count, last: state && at ? { state, at } : null }]),
  );
}
