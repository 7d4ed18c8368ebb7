export type AlarmKind =
  | "removal-overdue"
  | "removal-blocked"
  | "contested"
  | "no-worker"
  | "worker-silent"
  | "worker-crash-loop"
  | "aws-denied"
  | "aws-credentials"
  | "operation-unfinished"
  | "answer-not-understood"
  | "row-quarantined"
  | "letters-undelivered"
  | "catalogue-old"
  | "clock-skew";

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
const SKEW_MS = 30_000;
const CATALOGUE_TURNS = 3;

/** What each alarm asks of an operator. */
export function whatToDo(kind: AlarmKind): string {
  switch (kind) {
    case "removal-overdue":
      return "See on the engine's page what the worker waits for; until it is gone the access stands.";
    case "removal-blocked":
      return "Read what AWS answered, mend it in AWS, then retry; or hand the assignment over to an owner.";
    case "contested":
      return "Find out who made the assignment in AWS, then have it removed or hand it over.";
    case "no-worker":
      return "Start a worker: nothing begins and nothing ends without one.";
    case "worker-silent":
      return "See whether its process or its host is gone; others go on with its work.";
    case "worker-crash-loop":
      return "Read the workers' logs: they end again and again.";
    case "aws-denied":
      return "Compare the worker's AWS role with the policy in the operations guide.";
    case "aws-credentials":
      return "Give the worker credentials that are not expired.";
    case "operation-unfinished":
      return "Ask AWS support about the operation; the assignment is looked for until it is sure.";
    case "answer-not-understood":
      return "Look for a newer version of Gatehouse: AWS answers in a way that this one does not know.";
    case "row-quarantined":
      return "Read the worker's log for this assignment; it is tried again every few minutes.";
    case "letters-undelivered":
      return "See whether the mail server takes letters, and whether the directory's addresses are right.";
    case "catalogue-old":
      return "See on the status page why reading AWS fails.";
    case "clock-skew":
      return "Set the database host's clock. Above two minutes nothing is granted; removing goes on.";
  }
}

const minutes = (ms: number) => Math.floor(ms / 60_000);

function lateAlarm(grant: LateGrant): Standing[] {
  const about = { subject: grant.grantId, grantId: grant.grantId };
  const said = grant.awsSaid ? ` AWS said: ${grant.awsSaid}` : "";
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
          summary: `${grant.role} should be gone for ${minutes(grant.overdueMs)} minutes and is not.${said}`,
        },
      ];
  }
}

function faultAlarm(row: FaultyRow): Standing[] {
  const said = row.message ?? "no reason was given";
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

function workerAlarms(workers: AlarmFacts["workers"]): Standing[] {
  const isAnyAlive = workers.some(({ silentMs }) => silentMs <= SILENT_MS);
  const starts = workers.filter(({ startedMsAgo }) => startedMsAgo <= CRASH_LOOP_WITHIN_MS);
  const crashed = starts.filter(({ silentMs }) => silentMs > SILENT_MS);
  const looping: Standing[] =
    crashed.length >= CRASH_LOOP_STARTS
      ? [
          {
            kind: "worker-crash-loop",
            subject: "worker",
            grantId: null,
            summary: `${crashed.length} workers were started within ten minutes and fell silent.`,
          },
        ]
      : [];
  if (!isAnyAlive)
    return [
      ...looping,
      { kind: "no-worker", subject: "worker", grantId: null, summary: "No worker shows itself alive." },
    ];
  return [
    ...looping,
    ...workers
      .filter(({ silentMs }) => silentMs > SILENT_MS)
      .map(
        ({ workerId, host, silentMs }): Standing => ({
          kind: "worker-silent",
          subject: workerId,
          grantId: null,
          summary: `The worker ${workerId} on ${host} fell silent ${minutes(silentMs)} minutes ago and did not say that it leaves.`,
        }),
      ),
  ];
}

/**
 * The alarms that stand, from what is known. At most one of each kind and subject.
 */
export function standingAlarms(facts: AlarmFacts): readonly Standing[] {
  const { late, undeliverable } = facts.letters;
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
  if (late + undeliverable > 0)
    all.push({
      kind: "letters-undelivered",
      subject: "letters",
      grantId: null,
      summary: `${late} letters wait for more than half an hour, and ${undeliverable} could not be delivered in the last day.`,
    });
  if (facts.catalogueMs !== null && facts.catalogueMs > CATALOGUE_TURNS * facts.syncEveryMs)
    all.push({
      kind: "catalogue-old",
      subject: "catalogue",
      grantId: null,
      summary: `AWS was last read in full ${minutes(facts.catalogueMs)} minutes ago.`,
    });
  if (facts.awsAheadMs !== null && Math.abs(facts.awsAheadMs) > SKEW_MS)
    all.push({
      kind: "clock-skew",
      subject: "clock",
      grantId: null,
      summary: `AWS's clock and the database's are ${Math.round(Math.abs(facts.awsAheadMs) / 1_000)} seconds apart.`,
    });
  return [...new Map(all.map((alarm) => [`${alarm.kind} ${alarm.subject}`, alarm])).values()];
}

const KINDS: readonly AlarmKind[] = [
  "removal-overdue",
  "removal-blocked",
  "contested",
  "no-worker",
  "worker-silent",
  "worker-crash-loop",
  "aws-denied",
  "aws-credentials",
  "operation-unfinished",
  "answer-not-understood",
  "row-quarantined",
  "letters-undelivered",
  "catalogue-old",
  "clock-skew",
];

/** What a kind as it stands in a row asks for; one of another version asks for a look. */
export function adviceOn(kind: string): string {
  const known = KINDS.find((one) => one === kind);
  return known ? whatToDo(known) : "See the status page.";
}
