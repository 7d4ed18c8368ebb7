import type { GrantState } from "./grant.ts";
import type { GrantChange, Ledger, LedgerGrant, Step } from "./ledger.ts";

const NINE = Date.UTC(2026, 10, 24, 9, 0);

/** Minutes and seconds after nine o'clock, which is when the ordinary grant begins; it lasts an hour. */
export const at = (minutes: number, seconds = 0) => new Date(NINE + minutes * 60_000 + seconds * 1_000);

/** A day in minutes. */
export const day = 24 * 60;

const blank: Ledger = {
  origin: null,
  sighting: null,
  open: null,
  settled: null,
  hasUnknownCreate: false,
  hasUnfinishedCreate: false,
  standsSince: null,
  createAttempts: 0,
  faults: 0,
  isDenied: false,
  isPersonGone: false,
  verdict: null,
  tombstoneAt: null,
};

/** A ledger row of which nothing is known but these. */
export function ledger(changes: Partial<Ledger> = {}): Ledger {
  return { ...blank, ...changes };
}

/** What a look found. */
export function seen(
  what: "present" | "absent",
  when: Date,
  absentSince: Date | null = what === "absent" ? when : null,
): Ledger["sighting"] {
  return { seen: what, at: when, absentSince };
}

/** The ordinary grant, but for these. */
export function grant(state: GrantState, changes: Partial<LedgerGrant> = {}): LedgerGrant {
  return {
    id: "g1",
    state,
    startsAt: at(0),
    endsAt: at(60),
    withdrawnAt: null,
    withdrawnReason: null,
    ...changes,
  };
}

/** A second grant of the same assignment, for half an hour longer. */
export function second(state: GrantState, changes: Partial<LedgerGrant> = {}): LedgerGrant {
  return grant(state, { id: "g2", endsAt: at(90), ...changes });
}

export const created = { kind: "create", outcome: "succeeded", at: at(0, 6) } as const;
export const deleted = { kind: "delete", outcome: "succeeded", at: at(60, 12) } as const;

function clock(moment: Date): string {
  const seconds = (moment.getTime() - NINE) / 1_000;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function tellChange({ grantId, from, to, reason }: GrantChange): string {
  return `${grantId} ${from} → ${to}${reason ? ` (${reason})` : ""}`;
}

/** A step in words, leaving nothing of it out; moments are minutes and seconds after nine. */
export function tell(step: Step): string {
  switch (step.do) {
    case "look":
      return "look";
    case "create":
      return `create for ${step.grantId}`;
    case "delete":
      return step.isLateCreate ? "delete a late create" : "delete";
    case "poll":
      return `poll ${step.kind} ${step.requestId}`;
    case "find-operation":
      return `find the ${step.kind}`;
    case "give-up-waiting":
      return `give up the ${step.kind}`;
    case "wait":
      return `wait for a ${step.for} until ${step.until ? clock(step.until) : "woken"}`;
    case "record":
      return [...step.changes.map(tellChange), `origin ${step.origin}`, `tombstone ${step.tombstone}`].join(
        ", ",
      );
  }
}
