import type { AwsConnection } from "#lib/aws/connect.ts";
import { readMemberships } from "#lib/aws/reads/memberships.ts";
import { readAccount } from "#lib/aws/reads/one-account.ts";
import { readGroup } from "#lib/aws/reads/one-group.ts";
import { readPerson } from "#lib/aws/reads/one-person.ts";
import { readPermissionSet } from "#lib/aws/reads/permission-sets.ts";
import type { Staged } from "#lib/core/catalogue/catalogue-rows.ts";
import type { Group, Membership, PrincipalKind } from "#lib/core/catalogue.ts";
import { count } from "#lib/format.ts";
import { goneAs } from "../sync/gone-as.ts";
import { sideBySide } from "../sync/side-by-side.ts";
import { toPermissionSetRow } from "../sync/to-permission-set-row.ts";
import { wholeList } from "../sync/whole-list.ts";
import type { ThingReading } from "./reading.ts";
import { unknownIds } from "./unknown-ids.ts";

const lane = "interactive";

/** As many as somebody who waits can wait for. */
const AT_MOST = 30;

const WIDTH = 4;

/**
 * Adds what the rows of a thing name and the catalogue does not know yet, so that a new group is not taken for a deleted one and a new set has
 * its name. What AWS does not know either stays unknown. Throws an AwsFault.
 */
export async function readAround(aws: AwsConnection, reading: ThingReading): Promise<ThingReading> {
  const { rows } = reading;
  const pairs = [...(rows.assignments ?? []), ...(rows.provisioned ?? [])];
  const asking = new Asking();
  const accounts = await asking.each(
    "account",
    missing(
      pairs.map(({ accountId }) => accountId),
      rows.accounts,
    ),
    (id) => readAccount(aws, id, lane),
  );
  const permissionSets = await asking.each(
    "permission-set",
    missing(
      pairs.map(({ permissionSetArn }) => permissionSetArn),
      rows.permissionSets?.map(({ arn }) => ({ id: arn })),
    ),
    (arn) => goneAs(null, () => readPermissionSet(aws, arn, lane)),
  );
  const groups = await asking.each("group", missing(groupsIn(rows), rows.groups), (id) =>
    readGroupWithMembers(aws, id),
  );
  const memberships = [...(rows.memberships ?? []), ...groups.flatMap((each) => each.memberships)];
  const people = await asking.each("user", missing(peopleIn({ ...rows, memberships }), rows.people), (id) =>
    readPerson(aws, id, lane),
  );
  return {
    ...reading,
    rows: {
      ...rows,
      accounts: [...(rows.accounts ?? []), ...accounts.map((each) => each.account)],
      accountTags: [
        ...(rows.accountTags ?? []),
        ...accounts.map(({ account, tags }) => ({ accountId: account.id, tags })),
      ],
      permissionSets: [...(rows.permissionSets ?? []), ...permissionSets.map(toPermissionSetRow)],
      groups: [...(rows.groups ?? []), ...groups.map(({ group }) => group)],
      people: [...(rows.people ?? []), ...people],
      memberships,
    },
    notes: [...reading.notes, ...asking.notes],
  };
}

function missing(ids: readonly string[], read: readonly { id: string }[] = []): string[] {
  const known = new Set(read.map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}

function principalsIn({ assignments = [] }: Partial<Staged>, kind: PrincipalKind): string[] {
  return assignments.filter((row) => row.principalKind === kind).map((row) => row.principalId);
}

function groupsIn(rows: Partial<Staged>): string[] {
  return [...principalsIn(rows, "group"), ...(rows.memberships ?? []).map(({ groupId }) => groupId)];
}

function peopleIn(rows: Partial<Staged>): string[] {
  return [...principalsIn(rows, "user"), ...(rows.memberships ?? []).map(({ personId }) => personId)];
}

/** Asks for unknown things one by one, as long as there are few. */
class Asking {
  #left = AT_MOST;
  #leftOut = 0;

  async each<Found>(
    kind: Parameters<typeof unknownIds>[0],
    ids: readonly string[],
    read: (id: string) => Promise<Found | null>,
  ): Promise<Found[]> {
    const unknown = await unknownIds(kind, ids);
    const asked = unknown.slice(0, this.#left);
    this.#left -= asked.length;
    this.#leftOut += unknown.length - asked.length;
    const found: Found[] = [];
    await sideBySide(asked, WIDTH, async (id) => {
      const each = await read(id);
      if (each !== null) found.push(each);
    });
    return found;
  }

  get notes(): readonly string[] {
    return this.#leftOut === 0
      ? []
      : [`It names ${count(this.#leftOut, "thing")} that Gatehouse does not know before the next full read.`];
  }
}

async function readGroupWithMembers(
  aws: AwsConnection,
  id: string,
): Promise<{ group: Group; memberships: readonly Membership[] } | null> {
  const group = await readGroup(aws, id, lane);
  return group && { group, memberships: await wholeList(() => readMemberships(aws, id, lane)) };
}
