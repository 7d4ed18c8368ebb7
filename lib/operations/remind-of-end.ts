import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { heldMinutes, longestExtension } from "#lib/core/extension.ts";
import { rulesFor } from "#lib/core/rules/covers.ts";
import { type Db, db } from "#lib/db/client.ts";
import { weightOf } from "#lib/db/console-powers.ts";
import { standingExtension } from "#lib/db/extended.ts";
import { loadRules, personInGroups, placeOf, ruledSet } from "#lib/db/rules.ts";
import { eachAlone } from "./each-alone.ts";
import { queueLetter } from "./queue-letter.ts";

const BEFORE_MS = 15 * 60_000;
/** What is shorter ends before anybody has forgotten it. */
const SHORTEST_MS = 60 * 60_000;

type Ending = {
  id: string;
  requestId: string;
  personId: string;
  accountId: string;
  permissionSetArn: string;
  heldSince: Date;
  startsAt: Date;
  endsAt: Date;
};

/**
 * Queues a letter to each holder whose grant ends within a quarter of an hour, and may be extended: the ones that last an hour or more, once each.
 * @returns how many
 */
export async function remindOfEnd(doing: Doing<WorkerActor>): Promise<number> {
  const ending = await db().grant.findMany({
    where: {
      state: "active",
      withdrawnAt: null,
      endsAt: { gt: doing.now, lte: new Date(doing.now.getTime() + BEFORE_MS) },
      extensions: { none: standingExtension },
      letters: { none: { kind: "grant_ending" } },
    },
    select: {
      id: true,
      requestId: true,
      personId: true,
      accountId: true,
      permissionSetArn: true,
      heldSince: true,
      startsAt: true,
      endsAt: true,
    },
    orderBy: { endsAt: "asc" },
    take: 200,
  });
  const long = ending.filter(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() >= SHORTEST_MS);
  return eachAlone(long, (grant) =>
    db().$transaction(async (tx) => {
      if (!(await mayGoOn(tx, grant, doing.now))) return 0;
      const { personId: recipientId, requestId, id: grantId } = grant;
      await queueLetter(tx, doing, { kind: "grant_ending", recipientId, requestId, grantId });
      return 1;
    }),
  );
}

async function mayGoOn(tx: Db, grant: Ending, now: Date): Promise<boolean> {
  const account = await tx.account.findUnique({
    where: { id: grant.accountId },
    select: { id: true, parentId: true, tags: true },
  });
  const set = await tx.permissionSet.findUnique({
    where: { arn: grant.permissionSetArn },
    select: { arn: true, name: true, tags: true, administratorLike: true },
  });
  if (!account || !set) return false;
  const person = await personInGroups(tx, grant.personId);
  const covering = rulesFor(await loadRules(tx), person, await placeOf(tx, account), ruledSet(set));
  const weight = await weightOf(tx, grant.accountId, set);
  return longestExtension(covering, { heldMinutes: heldMinutes(grant), weight, now }) !== null;
}
