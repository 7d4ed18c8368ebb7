import type { RequestContent } from "./request.ts";

/**
 * What differs between a request as it was asked and as it stands now, in words for the decider.
 * The set's content has no words of its own here: it is named when nothing else explains the difference.
 */
export function contentChanges(
  asked: { requesterName: string; accountName: string; permissionSetName: string },
  now: RequestContent,
): string[] {
  const changes: string[] = [];
  if (now.fingerprint === null) changes.push("the permission set is gone from AWS");
  if (asked.permissionSetName !== now.permissionSetName)
    changes.push(`the permission set is now called ${now.permissionSetName}`);
  if (asked.accountName !== now.accountName) changes.push(`the account is now called ${now.accountName}`);
  if (asked.requesterName !== now.requesterName)
    changes.push(`the requester is now called ${now.requesterName}`);
  return changes.length > 0
    ? changes
    : ["what the permission set allows, or for how long, is not what you were shown"];
}
