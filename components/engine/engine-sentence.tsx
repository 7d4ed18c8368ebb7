import { Say } from "#components/ui/say.tsx";
import type { Granting } from "#lib/core/shown-engine.ts";
import { count, formatDuration, formatWhen } from "#lib/format.ts";

type EngineSentenceProps = {
  blocked: number;
  contested: number;
  /** Assignments that wait for AWS, a place or a pause. */
  waiting: number;
  granting: Granting;
  now: Date;
  zone: string;
};

/** What needs a person, and whether access is given, in one sentence; the worst first. */
export function EngineSentence({ blocked, contested, waiting, granting, now, zone }: EngineSentenceProps) {
  const isCalm = blocked + contested === 0;
  return (
    <Say className="mb-6">
      {blocked > 0 && (
        <>
          <b>{count(blocked, "removal")}</b> {blocked === 1 ? "is" : "are"} blocked
        </>
      )}
      {blocked > 0 && contested > 0 && ", "}
      {contested > 0 && (
        <>
          <b>{count(contested, "assignment")}</b> {contested === 1 ? "is" : "are"} contested
        </>
      )}
      {isCalm ? (
        <>
          <b>Nothing needs a person</b>, and{" "}
        </>
      ) : (
        "; "
      )}
      <Grants granting={granting} now={now} zone={zone} />.
      {waiting > 0 && ` ${count(waiting, "assignment has", "assignments have")} to wait.`}
    </Say>
  );
}

function Grants({ granting, now, zone }: Pick<EngineSentenceProps, "granting" | "now" | "zone">) {
  const { stopped, clockAheadMs, deniedSince } = granting;
  if (stopped) {
    return (
      <>
        <b>granting is stopped</b> since {formatWhen(stopped.since, now, zone)}
      </>
    );
  }
  if (clockAheadMs !== null) {
    return (
      <>
        <b>nothing is granted</b>, because AWS’s clock and ours are {formatDuration(Math.abs(clockAheadMs))}{" "}
        apart
      </>
    );
  }
  return deniedSince === null ? (
    "granting goes on"
  ) : (
    <>
      <b>AWS has refused</b> what Gatehouse asks since {formatWhen(deniedSince, now, zone)}
    </>
  );
}
