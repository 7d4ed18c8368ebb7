import { expect, test } from "vitest";
import {
  type EndReason,
  explainEnd,
  grantMachine,
  isFinished,
  isWanted,
  sessionsMayLiveUntil,
  wantedUntil,
} from "./grant.ts";

const at = (clock: string) => new Date(`2026-11-24T${clock}Z`);
const window = { startsAt: at("09:00:00"), endsAt: at("10:00:00"), withdrawnAt: null };

test.each([
  ["before its start", window, "08:59:59.999", false],
  ["at its start", window, "09:00:00", true],
  ["in its last millisecond", window, "09:59:59.999", true],
  ["at its end", window, "10:00:00", false],
  ["at its withdrawal", { ...window, withdrawnAt: at("09:30:00") }, "09:30:00", false],
  ["before its withdrawal", { ...window, withdrawnAt: at("09:30:00") }, "09:29:59.999", true],
])("TIM-03 a grant is wanted in [start, end): %s", (_, grant, now, wanted) => {
  expect(isWanted(grant, at(now))).toBe(wanted);
});

test("a withdrawal after the end moves nothing later", () => {
  expect(wantedUntil({ ...window, withdrawnAt: at("11:00:00") })).toEqual(window.endsAt);
});

test("sessions may live on for the set's session length, from the removal once it is known", () => {
  const grant = { ...window, sessionMinutes: 60 };
  expect(sessionsMayLiveUntil(grant, null)).toEqual(at("11:00:00"));
  expect(sessionsMayLiveUntil({ ...grant, withdrawnAt: at("09:15:00") }, null)).toEqual(at("10:15:00"));
  expect(sessionsMayLiveUntil(grant, at("10:00:04"))).toEqual(at("11:00:04"));
});

test("a finished state is one that the machine does not leave", () => {
  for (const [state, events] of Object.entries(grantMachine)) {
    expect([state, isFinished(state as keyof typeof grantMachine)]).toEqual([
      state,
      Object.keys(events).length === 0,
    ]);
  }
});

const reasons = {
  "end-reached": true,
  "ended-by-holder": true,
  "ended-by-administrator": true,
  continued: true,
  preexisting: true,
  "removed-outside": true,
  "create-failed": true,
  "handed-over": true,
  "person-gone": true,
  orphaned: true,
  "no-recorded-decision": true,
  "extended-over": true,
  "person-not-enabled": true,
  "account-not-active": true,
  "set-changed": true,
  "content-changed": true,
  "set-gone": true,
  "rule-gone": true,
} as const satisfies Record<EndReason, true>;

function isReason(name: string): name is EndReason {
  return Object.hasOwn(reasons, name);
}

test("every reason for an end has a sentence of its own", () => {
  const sentences = Object.keys(reasons).filter(isReason).map(explainEnd);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  expect(new Set(sentences).size).toBe(Object.keys(reasons).length);
});
