import type { ReactNode } from "react";
import { stateNow } from "#components/access/grant-now-is.ts";
import { Life, type LifeStep } from "#components/access/life.tsx";
import type { LeftStanding } from "#lib/core/left-standing.ts";
import type { GrantRow, RequestDetail } from "#lib/core/shown-access.ts";
import { formatMinutes, formatWhen } from "#lib/format.ts";

type Stopped = { word: string; tone: "denied" | "ended" | "blocked" };
type Where = { at: LifeStep; stopped?: Stopped };

function whereIs(request: RequestDetail, now: Date): Where {
  switch (request.state) {
    case "pending":
      return request.lapsesAt > now
        ? { at: "deciding" }
        : { at: "deciding", stopped: { word: "Lapsed", tone: "ended" } };
    case "denied":
      return { at: "deciding", stopped: { word: "Denied", tone: "denied" } };
    case "cancelled":
      return { at: "deciding", stopped: { word: "Withdrawn", tone: "ended" } };
    case "lapsed":
      return { at: "deciding", stopped: { word: "Lapsed", tone: "ended" } };
    case "invalidated":
      return { at: "deciding", stopped: { word: "Void", tone: "denied" } };
    case "approved":
      return request.grant ? whereIsGrant(request.grant, now) : { at: "granting" };
  }
}

const leftWords = {
  preexisting: "Standing as before",
  continued: "Continued",
  "handed-over": "Handed over",
  orphaned: "Person gone",
} as const satisfies Record<LeftStanding, string>;

function whereIsGrant(grant: GrantRow, now: Date): Where {
  const { activeAt, sessionsUntil, leftStanding } = grant;
  switch (stateNow(grant, now)) {
    case "scheduled":
    case "granting":
      return { at: "granting" };
    case "active":
    case "active_preexisting":
      return { at: "active" };
    case "revoking":
      return { at: "ended" };
    case "revoke_blocked":
      return { at: "ended", stopped: { word: "Removal blocked", tone: "blocked" } };
    case "contested":
      return { at: "ended", stopped: { word: "Contested", tone: "blocked" } };
    case "grant_failed":
      return { at: "granting", stopped: { word: "Failed", tone: "denied" } };
    case "cancelled":
      return { at: "granting", stopped: { word: "Cancelled", tone: "ended" } };
    case "invalidated":
      return { at: "granting", stopped: { word: "Void", tone: "denied" } };
    case "ended":
      if (activeAt === null)
        return { at: "granting", stopped: { word: "Ended before it began", tone: "ended" } };
      if (leftStanding !== null)
        return { at: "ended", stopped: { word: leftWords[leftStanding], tone: "ended" } };
      return { at: sessionsUntil <= now ? "sessions" : "ended" };
  }
}

/** How far a request has come, from being asked to the last session that it let in. */
export function RequestLife({ request, now, zone }: { request: RequestDetail; now: Date; zone: string }) {
  const { grant } = request;
  const { at, stopped } = whereIs(request, now);
  const when = (moment: Date | null | undefined) => moment && formatWhen(moment, now, zone);
  const isGoing = stopped === undefined || stopped.tone === "blocked";
  return (
    <Life
      at={at}
      {...(stopped && { stopped })}
      notes={{
        asked: when(request.createdAt),
        deciding: decidingNote(request, when(request.settledAt)),
        granting: grant ? when(grant.startsAt) : "then in AWS",
        active: grant?.activeAt ? `since ${when(grant.activeAt)}` : formatMinutes(request.durationMinutes),
        ended: endedNote(grant, now, when),
        sessions:
          grant && isGoing && !isOverdue(grant, now)
            ? `by ${when(grant.sessionsUntil)}`
            : `at most ${formatMinutes(request.content.sessionMinutes ?? 0)} later`,
      }}
    />
  );
}

function decidingNote(request: RequestDetail, settled: string | null | undefined): string {
  if (request.state === "pending") {
    if (request.approvers.length === 0) return "nobody can";
    const needed = request.stages.reduce((sum, { quorum }) => sum + quorum, 0);
    const said = request.stages.reduce((sum, { voices }) => sum + voices.length, 0);
    return needed === 1 ? `one yes of ${request.approvers.length}` : `${said} of ${needed} yeses`;
  }
  return request.decision ? `${request.decision.deciderName}, ${settled}` : (settled ?? "");
}

/** Past its end, and not seen gone. */
function isOverdue({ endsAt, endedAt }: GrantRow, now: Date): boolean {
  return endedAt === null && endsAt <= now;
}

function endedNote(grant: GrantRow | null, now: Date, when: (moment: Date) => ReactNode): ReactNode {
  if (!grant) return "absence seen";
  if (grant.endedAt && grant.leftStanding !== null) return <>left in AWS {when(grant.endedAt)}</>;
  if (grant.endedAt) return <>absence seen {when(grant.endedAt)}</>;
  return isOverdue(grant, now) ? (
    <>due {when(grant.endsAt)}, not seen gone</>
  ) : (
    <>from {when(grant.endsAt)}</>
  );
}
