import { createHash } from "node:crypto";
import type { RequestContent } from "./request.ts";

const CONTENT_FIELDS = [
  "requestId",
  "requesterId",
  "requesterName",
  "accountId",
  "accountName",
  "permissionSetArn",
  "permissionSetName",
  "fingerprint",
  "sessionMinutes",
  "durationMinutes",
  "startsAt",
  "reason",
  "ticket",
] as const satisfies readonly (keyof RequestContent)[];

/** Told only of an extension, so that every other content hashes as it always did. */
function extending({ extends: what }: RequestContent): [string, string | number][] {
  return what === null
    ? []
    : [
        ["extendsGrantId", what.grantId],
        ["inAllMinutes", what.inAllMinutes],
      ];
}

/** SHA-256, in hex, over the content in a fixed order of fields. It travels with the form and comes back with the decision. */
export function contentHash(content: RequestContent): string {
  const canonical = JSON.stringify([
    ...CONTENT_FIELDS.map((field) => [field, content[field]]),
    ...extending(content),
  ]);
  return createHash("sha256").update(canonical).digest("hex");
}
