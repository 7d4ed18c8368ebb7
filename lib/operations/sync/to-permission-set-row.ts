import { administratorLike } from "#lib/core/catalogue/administrator-like.ts";
import type { PermissionSetRow } from "#lib/core/catalogue/catalogue-rows.ts";
import { steadyPermissionSet } from "#lib/core/catalogue/in-steady-order.ts";
import { permissionSetFingerprint } from "#lib/core/catalogue/permission-set-fingerprint.ts";
import type { PermissionSet } from "#lib/core/catalogue.ts";
import { permissionSetId } from "#lib/paths.ts";

/** A permission set as the catalogue keeps it. */
export function toPermissionSetRow(set: PermissionSet): PermissionSetRow {
  return steadyPermissionSet({
    ...set,
    id: permissionSetId(set.arn),
    fingerprint: permissionSetFingerprint(set),
    administratorLike: administratorLike(set),
  });
}
