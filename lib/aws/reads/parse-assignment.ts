import { z } from "zod";
import type { Assignment } from "#lib/core/catalogue.ts";

/** A row of an assignment list. A principal of a third kind would be a fault: leaving it out would hide access. */
export const listedAssignment = z.object({
  AccountId: z.string(),
  PermissionSetArn: z.string(),
  PrincipalType: z.enum(["USER", "GROUP"]),
  PrincipalId: z.string(),
});

export function toAssignment(row: z.infer<typeof listedAssignment>): Assignment {
  return {
    accountId: row.AccountId,
    permissionSetArn: row.PermissionSetArn,
    principalKind: row.PrincipalType === "USER" ? "user" : "group",
    principalId: row.PrincipalId,
  };
}
