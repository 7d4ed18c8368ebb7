import { describe, expect, test } from "vitest";
import { type AlarmKind, adviceOn, alarmKinds } from "./alarm-kinds.ts";
import { type AlarmFacts, type LateGrant, standingAlarms } from "./alarms.ts";

const quiet: AlarmFacts = {
  late: [],
  faulty: [],
  unfinished: [],
  workers: [{ workerId: "w1", host: "h1", silentMs: 2_000, startedMsAgo: 3_600_000 }],
  letters: { late: 0, undeliverable: 0 },
  webhooks: { late: 0, off: [] },
  catalogueMs: 60_000,
  syncEveryMs: 1_800_000,
  awsAheadMs: 0,
};

const late: LateGrant = {
  grantId: "g1",
  role: "PaymentsOperator in payments-prod for Leo Marchetti",
  state: "revoking",
  overdueMs: 1_000,
  awsSaid: null,
};
const faulty = {
  id: "m1",
  role: "PaymentsOperator in payments-prod",
  kind: "unavailable",
  faults: 1,
  message: "x",
};
const worker = (workerId: string, silentMs: number, startedMsAgo: number) => ({
  workerId,
  host: "h1",
  silentMs,
  startedMsAgo,
});

const kinds = (changes: Partial<AlarmFacts>) =>
  standingAlarms({ ...quiet, ...changes }).map(({ kind }) => kind);

test("nothing stands while all is well", () => {
  expect(standingAlarms(quiet)).toEqual([]);
});

describe("grants and rows", () => {
  test.each<[string, Partial<AlarmFacts>, AlarmKind[]]>([
    ["a removal that is a little late", { late: [{ ...late, overdueMs: 300_000 }] }, []],
    [
      "L3 a removal that is more than five minutes late",
      { late: [{ ...late, overdueMs: 300_001 }] },
      ["removal-overdue"],
    ],
    [
      "one that was never seen is overdue just so",
      { late: [{ ...late, state: "granting", overdueMs: 400_000 }] },
      ["removal-overdue"],
    ],
    ["F43 a blocked removal, at once", { late: [{ ...late, state: "revoke-blocked" }] }, ["removal-blocked"]],
    ["a contested assignment, at once", { late: [{ ...late, state: "contested" }] }, ["contested"]],
    ["an AWS that is away for a row", { faulty: [faulty] }, []],
    ["F48 a denial, at once", { faulty: [{ ...faulty, kind: "denied" }] }, ["aws-denied"]],
    [
      "one alarm for a denial of many",
      {
        faulty: [
          { ...faulty, kind: "denied" },
          { ...faulty, id: "m2", kind: "denied" },
        ],
      },
      ["aws-denied"],
    ],
    ["credentials that may be renewed yet", { faulty: [{ ...faulty, kind: "expired-credentials" }] }, []],
    [
      "F49 credentials that stay expired",
      { faulty: [{ ...faulty, kind: "expired-credentials", faults: 2 }] },
      ["aws-credentials"],
    ],
    [
      "F47 an answer that is not understood",
      { faulty: [{ ...faulty, kind: "malformed" }] },
      ["answer-not-understood"],
    ],
    ["an error of our own that may pass", { faulty: [{ ...faulty, kind: "own", faults: 2 }] }, []],
    ["F86 a poisoned row", { faulty: [{ ...faulty, kind: "own", faults: 3 }] }, ["row-quarantined"]],
    [
      "F94 an unknown exception",
      { faulty: [{ ...faulty, kind: "unexpected", faults: 4 }] },
      ["row-quarantined"],
    ],
    [
      "F40 an operation that never ends",
      { unfinished: [{ id: "o1", role: "r", kind: "create" }] },
      ["operation-unfinished"],
    ],
  ])("%s", (_, changes, expected) => {
    expect(kinds(changes)).toEqual(expected);
  });

  test("tell who, where and what AWS said", () => {
    const [alarm] = standingAlarms({
      ...quiet,
      late: [{ ...late, state: "revoke-blocked", awsSaid: "not authorized" }],
    });
    expect(alarm).toEqual({
      kind: "removal-blocked",
      subject: "g1",
      grantId: "g1",
      summary:
        "The removal of PaymentsOperator in payments-prod for Leo Marchetti is blocked. AWS said: not authorized.",
    });
  });
});

describe("workers", () => {
  const day = 86_400_000;
  test.each<[string, AlarmFacts["workers"], AlarmKind[]]>([
    ["none at all", [], ["no-worker"]],
    ["the only one silent", [worker("w1", 31_000, day)], ["no-worker"]],
    ["one of two silent", [worker("w1", 1_000, day), worker("w2", 31_000, day)], ["worker-silent"]],
    ["one that shows itself just in time", [worker("w1", 30_000, day)], []],
    [
      "F13 three that were started and fell silent",
      [worker("w0", 0, 1_000), ...[1, 2, 3].map((one) => worker(`w${one}`, 60_000, 300_000))],
      ["worker-crash-loop"],
    ],
    [
      "F13 a loop in which nobody lives at the moment",
      [1, 2, 3].map((one) => worker(`w${one}`, 40_000, 300_000)),
      ["worker-crash-loop", "no-worker"],
    ],
    [
      "two that were started and fell silent",
      [worker("w0", 0, day), worker("w1", 60_000, 300_000), worker("w2", 60_000, 300_000)],
      ["worker-silent", "worker-silent"],
    ],
    [
      "a silent one in whose place another was started",
      [worker("w1", 60_000, day), worker("w2", 0, 55_000)],
      [],
    ],
    [
      "two silent ones in whose places one was started",
      [worker("w1", 60_000, day), worker("w2", 90_000, day), worker("w3", 0, 55_000)],
      ["worker-silent"],
    ],
    [
      "a silent one beside one that ran before it fell silent",
      [worker("w1", 60_000, day), worker("w2", 0, 61_000)],
      ["worker-silent"],
    ],
    ["three that are started and live", [1, 2, 3].map((one) => worker(`w${one}`, 0, 60_000)), []],
  ])("%s", (_, workers, expected) => {
    expect(kinds({ workers })).toEqual(expected);
  });
});

test.each<[string, Partial<AlarmFacts>, AlarmKind[]]>([
  ["EML-15 letters that wait", { letters: { late: 1, undeliverable: 0 } }, ["letters-undelivered"]],
  [
    "EML-15 letters that cannot be delivered",
    { letters: { late: 0, undeliverable: 1 } },
    ["letters-undelivered"],
  ],
  ["webhook deliveries that wait", { webhooks: { late: 1, off: [] } }, ["webhooks-undelivered"]],
  ["a webhook that is off", { webhooks: { late: 0, off: ["siem"] } }, ["webhooks-undelivered"]],
  ["a catalogue that is three turns old", { catalogueMs: 5_400_000 }, []],
  ["a catalogue that is older", { catalogueMs: 5_400_001 }, ["catalogue-old"]],
  ["a catalogue that was never read is the first read's matter", { catalogueMs: null }, []],
  ["TIM-04 clocks that are half a minute apart", { awsAheadMs: 30_000 }, []],
  ["TIM-04 an AWS that is ahead", { awsAheadMs: 30_001 }, ["clock-skew"]],
  ["TIM-04 an AWS that is behind", { awsAheadMs: -30_001 }, ["clock-skew"]],
])("%s", (_, changes, expected) => {
  expect(kinds(changes)).toEqual(expected);
});

test.each<[AlarmFacts["letters"], string]>([
  [{ late: 1, undeliverable: 0 }, "1 letter waits for more than half an hour."],
  [{ late: 0, undeliverable: 2 }, "2 letters could not be delivered in the last day."],
  [
    { late: 3, undeliverable: 1 },
    "3 letters wait for more than half an hour, and 1 letter could not be delivered in the last day.",
  ],
])("letters %o are told of in numbers", (letters, sentence) => {
  expect(standingAlarms({ ...quiet, letters })).toMatchObject([{ summary: sentence }]);
});

test.each<[AlarmFacts["webhooks"], string]>([
  [{ late: 1, off: [] }, "1 webhook delivery waits for more than an hour."],
  [{ late: 0, off: ["siem"] }, "siem answered that it is gone and is off."],
  [{ late: 0, off: ["chat", "siem"] }, "chat and siem answered that they are gone and are off."],
  [
    { late: 3, off: ["siem"] },
    "3 webhook deliveries wait for more than an hour, and siem answered that it is gone and is off.",
  ],
])("webhooks %o are told of in numbers and names", (webhooks, sentence) => {
  expect(standingAlarms({ ...quiet, webhooks })).toMatchObject([{ summary: sentence }]);
});

test("every alarm says what to do, one of another version too", () => {
  const kinds = Object.keys(alarmKinds);
  expect(new Set(kinds.map(adviceOn)).size).toBe(kinds.length);
  expect(adviceOn("of-another-version")).toBe("See the status page.");
  expect(adviceOn("constructor")).toBe("See the status page.");
});
