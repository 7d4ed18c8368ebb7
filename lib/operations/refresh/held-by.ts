import type { AwsConnection } from "#lib/aws/connect.ts";
import { readAssignmentsOfPrincipal } from "#lib/aws/reads/assignments-of-principal.ts";
import type { PrincipalKind } from "#lib/core/catalogue.ts";
import { goneAs } from "../sync/gone-as.ts";
import type { ThingReading } from "./reading.ts";

/** The assignments that name a principal, or a word on why they were not read. Throws an AwsFault. */
export async function heldBy(
  aws: AwsConnection,
  principal: { kind: PrincipalKind; id: string },
): Promise<Pick<ThingReading, "rows" | "nouns" | "notes">> {
  const held = await goneAs(null, () => readAssignmentsOfPrincipal(aws, principal, "interactive"));
  if (held?.way === "closed") {
    return {
      rows: {},
      nouns: [],
      notes: [
        "AWS does not let Gatehouse ask what a group or person holds, so that is as the last full read saw it.",
      ],
    };
  }
  return { rows: { assignments: held?.assignments ?? [] }, nouns: ["assignments"], notes: [] };
}
