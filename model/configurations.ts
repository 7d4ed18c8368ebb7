import type { Grant, Second, Trouble, World } from "./world.ts";

const none: Trouble = {
  crashes: 0,
  stalls: 0,
  lost: 0,
  unsent: 0,
  late: 0,
  failed: 0,
  stuck: 0,
  refused: 0,
  lags: 0,
  outside: 0,
  withdrawals: 0,
  verdicts: 0,
};

type Window = readonly [Second, Second];

/** Two grants of one assignment, in every way in which their windows may lie. */
const arrangements: readonly (readonly Window[])[] = [
  [
    [0, 900],
    [450, 1_350],
  ],
  [
    [0, 900],
    [900, 1_800],
  ],
  [
    [0, 900],
    [960, 1_800],
  ],
  [
    [0, 900],
    [3_600, 4_500],
  ],
  [
    [0, 900],
    [0, 900],
  ],
  [
    [0, 1_800],
    [450, 900],
  ],
];

const few = arrangements.slice(0, 2);
const alone: readonly (readonly Window[])[] = [[[0, 900]]];
/** Over so early that a create which was sent may still land after its end. */
const short: readonly (readonly Window[])[] = [[[0, 300]]];

function begin(
  windows: readonly Window[],
  isStanding: boolean,
  workers: number,
  trouble: Partial<Trouble>,
): World {
  return {
    now: 0,
    grants: windows.map(
      ([startsAt, endsAt]): Grant => ({
        state: "scheduled",
        isAttached: false,
        startsAt,
        endsAt,
        withdrawnAt: null,
        endReason: null,
      }),
    ),
    row: null,
    workers: Array.from({ length: workers }, () => ({ at: "idle" as const, isStalled: false })),
    aws: {
      isPresent: isStanding,
      isOurs: false,
      isKnownForeign: isStanding,
      changedAt: null,
      operations: [],
      late: [],
    },
    trouble: { ...none, ...trouble },
    nextId: 1,
  };
}

export type Configuration = { name: string; isQuick: boolean; beginnings: readonly World[] };

function configuration(
  name: string,
  isQuick: boolean,
  windows: readonly (readonly Window[])[],
  trouble: Partial<Trouble>,
): Configuration {
  const beginnings = windows.flatMap((some) =>
    [true, false].map((stands) => begin(some, stands, 2, trouble)),
  );
  return { name, isQuick, beginnings };
}

/** What may go wrong together. Each is gone through to its last state. */
export const configurations: readonly Configuration[] = [
  configuration("overlapping and back to back, a crash", true, few, { crashes: 1 }),
  configuration("a lost answer", true, few, { lost: 1, crashes: 1 }),
  configuration("one grant, a late create", true, alone, { late: 1, outside: 1 }),
  configuration("one grant, a list that lags, somebody else", true, alone, { outside: 1, lags: 1 }),
  configuration("one grant, failures and a withdrawal", true, alone, {
    failed: 1,
    refused: 1,
    withdrawals: 1,
  }),
  configuration("one grant, a worker that stands still", true, alone, { stalls: 1 }),
  configuration("one grant, a list that lags, somebody else, a human who decides", true, alone, {
    outside: 1,
    lags: 1,
    verdicts: 1,
  }),
  configuration("two grants, a list that lags, somebody else, a human who decides", false, few, {
    outside: 1,
    lags: 1,
    verdicts: 1,
  }),
  configuration("two grants, two crashes", false, arrangements, { crashes: 2 }),
  configuration("two grants, a withdrawal", false, arrangements, { withdrawals: 1, lost: 1 }),
  configuration("two grants, a crash and a withdrawal", false, few, { crashes: 1, withdrawals: 1 }),
  configuration("two grants and a worker that stands still", false, few, { stalls: 1, crashes: 1 }),
  configuration("two grants, a list that lags, somebody else", false, few, { outside: 1, lags: 1 }),
  configuration("operations that fail or never end", false, alone, { failed: 1, stuck: 1, refused: 1 }),
  configuration("a short grant, a late create, refusals", true, short, { late: 1, refused: 2 }),
  configuration("a short grant, a late create, a crash, somebody else", false, short, {
    late: 1,
    crashes: 1,
    outside: 1,
  }),
  configuration("one grant, a late create, a lost answer, a crash, somebody else", false, alone, {
    crashes: 1,
    lost: 1,
    late: 1,
    outside: 1,
  }),
  configuration("two grants, a lost answer, a crash, somebody else", false, few, {
    crashes: 1,
    lost: 1,
    outside: 1,
  }),
  configuration("two grants, a late create, somebody else", false, few, { late: 1, outside: 1 }),
];
