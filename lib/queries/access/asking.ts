import type { RoleRef } from "#lib/core/bundle.ts";
import { longestExtension } from "#lib/core/extension.ts";
import { MIN_MINUTES } from "#lib/core/rules/bounds.ts";
import { type Place, rulesFor } from "#lib/core/rules/covers.ts";
import { objectionTo } from "#lib/core/rules/deciding-rule.ts";
import { roleWeight } from "#lib/core/rules/role-weight.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import type { AskableRole, Asking, RoleToAsk } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { approversOf } from "#lib/db/approvers.ts";
import { db } from "#lib/db/client.ts";
import { consolePowers } from "#lib/db/console-powers.ts";
import { standInsOf } from "#lib/db/delegations.ts";
import { readNow } from "#lib/db/now.ts";
import { loadRules, personInGroups, placeOf, ruledSet } from "#lib/db/rules.ts";
import { offersFor } from "./offers.ts";
import { reachOfViewer } from "./reach.ts";

/**
 * What the viewer may ask for in one account, and for one permission set of it, when one is named, who would decide.
 * @param setId the last part of the permission set's ARN
 * @returns null when nothing is offered there, or there is no such account
 */
export async function askingFor(
  viewer: Viewer,
  accountId: string,
  setId: string | undefined,
): Promise<Asking | null> {
  const [[account], reach] = await Promise.all([
    offersFor(viewer, accountId),
    reachOfViewer(viewer, accountId),
  ]);
  if (!account) return null;
  const sets = await db().permissionSet.findMany({
    where: { arn: { in: account.sets.map(({ arn }) => arn) } },
    select: { arn: true, id: true, name: true, description: true, sessionMinutes: true },
    orderBy: { name: "asc" },
  });
  const [open, upcoming, favourites] = await Promise.all([
    db().request.findMany({
      where: { requesterId: viewer.personId, accountId, state: "pending" },
      select: { id: true, permissionSetArn: true },
    }),
    db().grant.findMany({
      where: {
        personId: viewer.personId,
        accountId,
        state: { in: ["scheduled", "granting"] },
        withdrawnAt: null,
      },
      select: { permissionSetArn: true, requestId: true, startsAt: true, endsAt: true },
      orderBy: { startsAt: "asc" },
    }),
    db().favourite.findMany({
      where: { personId: viewer.personId, accountId },
      select: { permissionSetArn: true },
    }),
  ]);
  const roles = sets.map(
    (set): AskableRole => ({
      ...set,
      maxMinutes: account.sets.find(({ arn }) => arn === set.arn)?.maxMinutes ?? 0,
      held: reach.filter((way) => way.permissionSetArn === set.arn),
      openRequestId: open.find((request) => request.permissionSetArn === set.arn)?.id ?? null,
      upcoming: upcoming.find((grant) => grant.permissionSetArn === set.arn) ?? null,
      isFavourite: favourites.some((each) => each.permissionSetArn === set.arn),
    }),
  );
  const chosen = roles.find((role) => role.id === setId) ?? null;
  const rules = chosen ? await decidersOf(viewer, accountId, chosen.arn) : [];
  return { account, roles, reach, chosen, rules };
}

/**
 * Roles that one ask is to hold, with what is said of each.
 * @returns those that the viewer may ask for; the others are left out
 */
export async function rolesToAsk(viewer: Viewer, refs: readonly RoleRef[]): Promise<RoleToAsk[]> {
  const each = await Promise.all(refs.map(({ accountId, setId }) => askingFor(viewer, accountId, setId)));
  return each.flatMap((asking) => toAsk(asking) ?? []);
}

/** The role that is chosen in an account, as a role of the ask; null while none is. */
export function toAsk(asking: Asking | null): RoleToAsk | null {
  if (!asking?.chosen) return null;
  const { account, chosen, reach, rules } = asking;
  const besides = reach.filter((way) => way.permissionSetArn !== chosen.arn);
  return { account, role: chosen, besides, rules };
}

/**
 * The rules under which the viewer may ask for one role now, in their order, each with who could decide at each stage.
 * @param held how long what is to be extended lasts so far; left out for a grant of its own
 */
export async function decidersOf(
  viewer: Viewer,
  accountId: string,
  arn: string,
  held: { heldMinutes?: number } = {},
): Promise<Asking["rules"]> {
  const [account, set, rules, person, powers, now] = await Promise.all([
    db().account.findUniqueOrThrow({
      where: { id: accountId },
      select: { id: true, parentId: true, tags: true },
    }),
    db().permissionSet.findUniqueOrThrow({
      where: { arn },
      select: { arn: true, name: true, tags: true, administratorLike: true },
    }),
    loadRules(db()),
    personInGroups(db(), viewer.personId),
    consolePowers(db()),
    readNow(),
  ]);
  const place = await placeOf(db(), account);
  const weight = roleWeight(set, powers.get(accountId));
  const shortest = { minutes: MIN_MINUTES, startsAt: now, now, weight, ...held };
  const covering = rulesFor(rules, person, place, ruledSet(set)).filter(
    (rule) => objectionTo(rule, shortest) === null,
  );
  return Promise.all(
    covering.map(async (rule) => ({
      ...(await shown(rule, place, viewer.personId, now)),
      ...(held.heldMinutes !== undefined && {
        maxMinutes: longestExtension([rule], { heldMinutes: held.heldMinutes, weight, now }) ?? 0,
      }),
    })),
  );
}

async function shown(
  { id, name, content }: Rule,
  place: Place,
  requesterId: string,
  now: Date,
): Promise<Asking["rules"][number]> {
  const { limits, asks, agreement } = content;
  const stages = await Promise.all(
    agreement.stages.map(async ({ quorum, approvers }, index) => {
      const people = await approversOf(db(), approvers, { place, requesterId }, [requesterId]);
      const ids = people.map(({ id: personId }) => personId);
      const standIns = await standInsOf(db(), ids, now);
      return {
        place: index + 1,
        quorum,
        approvers: people.map(({ id: personId, displayName }) => {
          const standIn = standIns.get(personId);
          const isAnother = standIn && standIn.id !== requesterId && !ids.includes(standIn.id);
          return { id: personId, name: displayName, standIn: isAnother ? standIn.displayName : null };
        }),
      };
    }),
  );
  return {
    id,
    name,
    maxMinutes: limits.maxMinutes,
    suggestedMinutes: limits.suggestedMinutes,
    aheadMinutes: limits.aheadMinutes,
    deadlineMinutes: agreement.deadlineMinutes,
    reasonMinLength: asks.reasonMinLength,
    tickets: asks.tickets,
    templates: asks.templates,
    stages,
  };
}
