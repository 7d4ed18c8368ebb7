import { rulesFor } from "#lib/core/rule.ts";
import type { AskableRole, Asking } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { approversOf, loadRules, personInGroups, placeOf } from "#lib/db/rules.ts";
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
  const open = await db().request.findMany({
    where: { requesterId: viewer.personId, accountId, state: "pending" },
    select: { id: true, permissionSetArn: true },
  });
  const roles = sets.map(
    (set): AskableRole => ({
      ...set,
      maxMinutes: account.sets.find(({ arn }) => arn === set.arn)?.maxMinutes ?? 0,
      held: reach.filter((way) => way.permissionSetArn === set.arn),
      openRequestId: open.find((request) => request.permissionSetArn === set.arn)?.id ?? null,
    }),
  );
  const chosen = roles.find((role) => role.id === setId) ?? null;
  return { account, roles, chosen, rules: chosen ? await decidersOf(viewer, accountId, chosen.arn) : [] };
}

/** The rules under which the viewer may ask for one role, the shortest first, each with who could decide. */
async function decidersOf(viewer: Viewer, accountId: string, arn: string): Promise<Asking["rules"]> {
  const [account, rules, person] = await Promise.all([
    db().account.findUniqueOrThrow({ where: { id: accountId }, select: { id: true, parentId: true } }),
    loadRules(db()),
    personInGroups(db(), viewer.personId),
  ]);
  const covering = rulesFor(rules, person, await placeOf(db(), account), arn).toSorted(
    (a, b) => a.maxMinutes - b.maxMinutes || a.id.localeCompare(b.id),
  );
  return Promise.all(
    covering.map(async (rule) => ({
      id: rule.id,
      name: rule.name,
      maxMinutes: rule.maxMinutes,
      approvers: (await approversOf(db(), rule, viewer.personId)).map(({ id, displayName }) => ({
        id,
        name: displayName,
      })),
    })),
  );
}
