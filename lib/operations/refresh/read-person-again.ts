import type { AwsConnection } from "#lib/aws/connect.ts";
import { readMembershipsOfPerson } from "#lib/aws/reads/memberships-of-person.ts";
import { readPerson } from "#lib/aws/reads/one-person.ts";
import { goneAs } from "../sync/gone-as.ts";
import { heldBy } from "./held-by.ts";
import type { ThingReading } from "./reading.ts";

/** One person: themselves, their groups and what names them. Assignments outlive a person who is gone, so they stay. Throws an AwsFault. */
export async function readPersonAgain(aws: AwsConnection, personId: string): Promise<ThingReading> {
  const person = await readPerson(aws, personId, "interactive");
  if (person === null) return { isGone: true, rows: {}, nouns: ["people", "memberships"], notes: [] };
  const [memberships, held] = await Promise.all([
    goneAs([], () => readMembershipsOfPerson(aws, personId, "interactive")),
    heldBy(aws, { kind: "user", id: personId }),
  ]);
  return {
    isGone: false,
    rows: { people: [person], memberships, ...held.rows },
    nouns: ["people", "memberships", ...held.nouns],
    notes: held.notes,
  };
}
