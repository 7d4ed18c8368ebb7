import { expect, test } from "vitest";
import { nouns } from "#lib/core/catalogue/sync-run.ts";
import { callsByService } from "./aws-services.ts";
import { changesByNoun } from "./sync-run-result.tsx";

const none = { added: 0, changed: 0, vanished: 0 };
const nothing = {
  organisations: none,
  units: none,
  accounts: none,
  permissionSets: none,
  groups: none,
  people: none,
  memberships: none,
  provisioned: none,
  assignments: none,
};

test("what a read changed is told by noun", () => {
  expect(changesByNoun(null)).toBe("");
  expect(changesByNoun(nothing)).toBe("");
  expect(changesByNoun({ ...nothing, people: { added: 1, changed: 0, vanished: 0 } })).toBe("1 person added");
  expect(
    changesByNoun({
      ...nothing,
      accounts: { added: 0, changed: 3, vanished: 0 },
      assignments: { added: 1200, changed: 0, vanished: 2 },
    }),
  ).toBe("3 accounts changed; 1,200 assignments added and 2 vanished");
});

test("no noun is left out", () => {
  for (const noun of nouns) {
    expect(changesByNoun({ ...nothing, [noun]: { added: 1, changed: 0, vanished: 0 } })).toMatch(
      /^1 .+ added$/,
    );
  }
});

test("calls are counted by service, the busiest first", () => {
  expect(
    callsByService({
      "organizations:ListAccounts": 3,
      "sso-admin:ListPermissionSets": 2,
      "sso-admin:Other": 5,
      "new:Call": 1,
    }),
  ).toEqual([
    { service: "Identity Center", calls: 7 },
    { service: "Organizations", calls: 3 },
    { service: "new", calls: 1 },
  ]);
});
