import { needsAPerson } from "#components/access/is-open.ts";
import { Callout } from "#components/ui/callout.tsx";
import { When } from "#components/ui/when.tsx";
import type { GrantRow } from "#lib/core/shown-access.ts";
import { count, formatDuration } from "#lib/format.ts";

/** What AWS answers, while it keeps a grant from going where it should; and what to do. */
export function AwsSaid({ grant, now, zone }: { grant: GrantRow; now: Date; zone: string }) {
  const { fault, state, personName, permissionSetName, accountName, endsAt, seen } = grant;
  const what = `${personName} still holds ${permissionSetName} in ${accountName}`;
  if (!needsAPerson(grant)) {
    if (fault === null || (state !== "granting" && state !== "revoking")) return null;
    return (
      <Callout
        tone="warn"
        title={`AWS answered ${fault.kind}.`}
        says={`${count(fault.tries, "try", "tries")} so far; it goes on by itself.`}
      >
        {fault.message}
      </Callout>
    );
  }
  if (state === "contested") {
    return (
      <Callout tone="bad" title={`${what}, and it may not be ours to remove.`}>
        Every create of ours failed, and yet the assignment stands: somebody may have made it by hand.
        Gatehouse removes nothing that it did not give. Remove it in Identity Center if it is not wanted; the
        next look sees it gone.
      </Callout>
    );
  }
  return (
    <Callout
      tone="bad"
      title={`${what}.`}
      says={
        <>
          It was due <When at={endsAt} now={now} zone={zone} />,{" "}
          {formatDuration(now.getTime() - endsAt.getTime())} ago
          {seen?.what === "present" && (
            <>
              , and seen <When at={seen.at} now={now} zone={zone} as="relative" />
            </>
          )}
          .
        </>
      }
    >
      {fault && (
        <p className="mb-1">
          AWS answers <b className="font-medium">{fault.kind}</b> since{" "}
          <When at={fault.since} now={now} zone={zone} />, {count(fault.tries, "try", "tries")}:{" "}
          {fault.message || "no words"}
          {fault.nextTryAt && fault.nextTryAt > now && (
            <>
              {" "}
              Next try <When at={fault.nextTryAt} now={now} zone={zone} as="relative" />.
            </>
          )}
        </p>
      )}
      This is not an end: Gatehouse goes on trying. Lift what refuses{" "}
      <span className="mono">DeleteAccountAssignment</span>, or remove the assignment by hand; the next look
      sees it gone.
    </Callout>
  );
}
