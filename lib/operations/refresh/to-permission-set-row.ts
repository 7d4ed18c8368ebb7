import type { PermissionSetRow } from "#lib/core/catalogue/catalogue-rows.ts";
import { permissionSetFingerprint } from "#lib/core/catalogue/permission-set-fingerprint.ts";
import type { PermissionSet } from "#lib/core/catalogue.ts";
import { permissionSetId } from "#lib/paths.ts";

export function toPermissionSetRow(set: PermissionSet): PermissionSetRow {
  return { ...set, id: permissionSetId(set.arn), fingerprint: permissionSetFingerprint(set) };
}
