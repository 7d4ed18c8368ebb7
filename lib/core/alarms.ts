import { count, listNames } from "#lib/format.ts";
import type { AlarmKind } from "./alarm-kinds.ts";
import { areClocksApart } from "./granting.ts";

/** Something that operators have to know: what it is about, and one sentence. */
export type Standing = { kind: AlarmKind; subject: string; grantId: string | null; summary: string };

/** A grant that is not over although nobody wants it any more; its role in words, such as "PaymentsOperator in payments-prod for Leo Marchetti". */
export type LateGrant = {
  grantId: string;
  role: string;
  state: "granting" | "active" | "revoking" | "revoke-blocked" | "contested";
  overdueMs: number;
  awsSaid: string | null;
};

/** A ledger row that a fault keeps from going on. */
export type FaultyRow = {
  id: string;
  role: string;
  kind: string;
  faults: number;
  message: string | null;
};

/** What is known at one moment, as far as an alarm may follow from it. */
export type AlarmFacts = {
  late: readonly LateGrant[];
  faulty: readonly FaultyRow[];
  /** Operations of the last day that AWS never finished. */
  unfinished: readonly { id: string; role: string; kind: "create" | "delete" }[];
  /** Workers that did not leave on purpose, with the age of their last sign of life and of their start. */
  workers: readonly { workerId: string; host: string; silentMs: number; startedMsAgo: number }[];
  letters: { late: number; undeliverable: number };
  /** Deliveries that have waited for more than an hour, and the hooks that are switched off. */
  webhooks: { late: number; off: readonly string[] };
  /** Since AWS was last read in full, in milliseconds; null before the first time. */
  catalogueMs: number | null;
  syncEveryMs: number;
  /** AWS's clock less the database's; null when no answer has told. */
  awsAheadMs: number | null;
};

const OVERDUE_MS = 5 * 60_000;
const SILENT_MS = 30_000;
const CRASH_LOOP_WITHIN_MS = 10 * 60_000;
const CRASH_LOOP_STARTS = 3;
const QUARANTINED_AFTER = 3;
const CATALOGUE_TURNS = 3;

const minutes = (ms: number) => Math.floor(ms / 60_000);

const asSentence = (words: string) => (/[.!?]$/.test(words) ? words : `${words}.`);

function lateAlarm(grant: LateGrant): Standing[] {
  const about = { subject: grant.grantId, grantId: grant.grantId };
  const said = grant.awsSaid ? ` AWS said: ${asSentence(grant.awsSaid)}` : "";
  switch (grant.state) {
    case "revoke-blocked":
      return [
        { kind: "removal-blocked", ...about, summary: `The removal of ${grant.role} is blocked.${said}` },
      ];
    case "contested":
      return [
        {
          kind: "contested",
          ...about,
          summary: `Somebody else may have made the assignment ${grant.role}, so it was not removed.`,
        },
      ];
    case "granting":
    case "active":
    case "revoking":
      if (grant.overdueMs <= OVERDUE_MS) return [];
      return [
        {
          kind: "removal-overdue",
          ...about,
          summary: `${grant.role} should be gone for ${count(minutes(grant.overdueMs), "minute")} and is not.${said}`,
        },
      ];
  }
}

function faultAlarm(row: FaultyRow): Standing[] {
  const said = asSentence(row.message ?? "no reason was given");
  if (row.kind === "denied")
    return [{ kind: "aws-denied", subject: "aws", grantId: null, summary: `AWS denies the worker: ${said}` }];
  if (row.kind === "expired-credentials" && row.faults > 1)
    return [
      {
        kind: "aws-credentials",
        subject: "aws",
        grantId: null,
        summary: `AWS refuses the worker's credentials: ${said}`,
      },
    ];
  if (row.kind === "malformed")
    return [
      {
        kind: "answer-not-understood",
        subject: row.id,
        grantId: null,
        summary: `AWS's answer about ${row.role} is not understood: ${said}`,
      },
    ];
  const isOwn = row.kind === "own" || row.kind === "unexpected";
  if (isOwn && row.faults >= QUARANTINED_AFTER)
    return [
      {
        kind: "row-quarantined",
        subject: row.id,
        grantId: null,
        summary: `${row.role} failed ${row.faults} times in a row: ${said}`,
      },
    ];
  return [];
}

type Worker = AlarmFacts["workers"][number];

/** The silent workers that nobody was started for since: a supervisor that replaces a dead one leaves nothing to do. */
function notReplaced(silent: readonly Worker[], alive: readonly Worker[]): readonly Worker[] {
  const replacements = [...alive];
  return silent.filter(({ silentMs }) => {
    const place = replacements.findIndex(({ startedMsAgo }) => startedMsAgo <= silentMs);
    if (place !== -1) replacements.splice(place, 1);
    return place === -1;
  });
}

function workerAlarms(workers: AlarmFacts["workers"]): Standing[] {
  const alive = workers.filter(({ silentMs }) => silentMs <= SILENT_MS);
  const silent = workers.filter(({ silentMs }) => silentMs > SILENT_MS);
  const crashed = silent.filter(({ startedMsAgo }) => startedMsAgo <= CRASH_LOOP_WITHIN_MS);
  const isLooping = crashed.length >= CRASH_LOOP_STARTS;
  const about = { subject: "worker", grantId: null };
  const looping: Standing = {
    kind: "worker-crash-loop",
    ...about,
    summary: `${crashed.length} workers were started within ten minutes and fell silent.`,
  };
  const missing: Standing = { kind: "no-worker", ...about, summary: "No worker shows itself alive." };
  if (alive.length === 0) return isLooping ? [looping, missing] : [missing];
  // One alarm says of those in the loop what there is to say.
  const others = isLooping ? silent.filter((worker) => !crashed.includes(worker)) : silent;
  return [
    ...(isLooping ? [looping] : []),
    ...notReplaced(others, alive).map(
      ({ workerId, host, silentMs }): Standing => ({
        kind: "worker-silent",
        subject: workerId,
        grantId: null,
        summary: `The worker ${workerId} on ${host} fell silent ${count(Math.max(1, minutes(silentMs)), "minute")} ago and did not say that it leaves.`,
      }),
    ),
  ];
}

function lettersSentence({ late, undeliverable }: AlarmFacts["letters"]): string {
  const waiting = `${count(late, "letter waits", "letters wait")} for more than half an hour`;
  const lost = `${count(undeliverable, "letter")} could not be delivered in the last day`;
  if (undeliverable === 0) return `${waiting}.`;
  return late === 0 ? `${lost}.` : `${waiting}, and ${lost}.`;
}

function webhooksSentence({ late, off }: AlarmFacts["webhooks"]): string {
  const waiting = `${count(late, "webhook delivery waits", "webhook deliveries wait")} for more than an hour`;
  const gone = `${listNames(off)} ${off.length === 1 ? "answered that it is gone and is" : "answered that they are gone and are"} off`;
  if (off.length === 0) return `${waiting}.`;
  return late === 0 ? `${gone}.` : `${waiting}, and ${gone}.`;
}

/**
 * The alarms that stand, from what is known. At most one of each kind and subject.
 */
export function standingAlarms(facts: AlarmFacts): readonly Standing[] {
  const all: Standing[] = [
    ...facts.late.flatMap(lateAlarm),
    ...facts.faulty.flatMap(faultAlarm),
    ...facts.unfinished.map(
      ({ id, role, kind }): Standing => ({
        kind: "operation-unfinished",
        subject: id,
        grantId: null,
        summary: `AWS took the ${kind} of ${role} and never finished it.`,
      }),
    ),
    ...workerAlarms(facts.workers),
  ];
  if (facts.letters.late + facts.letters.undeliverable > 0)
    all.push({
      kind: "letters-undelivered",
      subject: "letters",
      grantId: null,
      summary: lettersSentence(facts.letters),
    });
  if (facts.webhooks.late + facts.webhooks.off.length > 0)
    all.push({
      kind: "webhooks-undelivered",
      subject: "webhooks",
      grantId: null,
      summary: webhooksSentence(facts.webhooks),
    });
  if (facts.catalogueMs !== null && facts.catalogueMs > CATALOGUE_TURNS * facts.syncEveryMs)
    all.push({
      kind: "catalogue-old",
      subject: "catalogue",
      grantId: null,
      summary: `AWS was last read in full ${count(minutes(facts.catalogueMs), "minute")} ago.`,
    });
  if (facts.awsAheadMs !== null && areClocksApart(facts.awsAheadMs))
    all.push({
      kind: "clock-skew",
      subject: "clock",
      grantId: null,
      summary: `AWS's clock and the database's are ${Math.round(Math.abs(facts.awsAheadMs) / 1_000)} seconds apart.`,
    });
  return [...new Map(all.map((alarm) => [`${alarm.kind} ${alarm.subject}`, alarm])).values()];
}
