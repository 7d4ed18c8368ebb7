import type { AwsConnection } from "#lib/aws/connect.ts";
import { readMemberships } from "#lib/aws/reads/memberships.ts";
import { readGroup } from "#lib/aws/reads/one-group.ts";
import { wholeList } from "../sync/whole-list.ts";
import { heldBy } from "./held-by.ts";
import type { ThingReading } from "./reading.ts";

/** One group: itself, its members and what it holds. Assignments outlive a group that is gone, so they stay. Throws an AwsFault. */
export async function readGroupAgain(aws: AwsConnection, groupId: string): Promise<ThingReading> {
  const group = await readGroup(aws, groupId, "interactive");
  if (group === null) return { isGone: true, rows: {}, nouns: ["groups", "memberships"], notes: [] };
  const [memberships, held] = await Promise.all([
    wholeList(() => readMemberships(aws, groupId, "interactive")),
    heldBy(aws, { kind: "group", id: groupId }),
  ]);
  return {
    isGone: false,
    rows: { groups: [group], memberships, ...held.rows },
    nouns: ["groups", "memberships", ...held.nouns],
    notes: held.notes,
  };
}
