import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { paths } from "#lib/paths.ts";
import { attachDueGrants } from "./attach-due-grants.ts";
import { invalidateRequests } from "./invalidate-requests.ts";
import { askFor, baseUrl, lettersOf, onlyRule, requestOf, say, set } from "./testing/asking.ts";
import { Stage } from "./testing/stage.ts";

let stage: Stage;
let fingerprint: string;

beforeAll(async () => {
  stage = await Stage.set();
  const held = await stage.as("worker", () =>
    db().permissionSet.findUniqueOrThrow({ where: { arn: stage.permissionSetArn(set) } }),
  );
  ({ fingerprint } = held);
});
afterEach(() => change(fingerprint));
afterAll(() => stage.strike());

/** What a read of AWS does when the set's policies are not what they were. */
const change = (to: string) =>
  stage.as("owner", () =>
    db().permissionSet.update({ where: { arn: stage.permissionSetArn(set) }, data: { fingerprint: to } }),
  );

const askAgain = () =>
  baseUrl +
  paths.newRequest({
    account: stage.accountId("payments-prod"),
    set: stage.permissionSetArn(set),
    minutes: 60,
  });

describe("ELG-05 a permission set that is not what was agreed to", () => {
  beforeAll(() => onlyRule(stage, "[{ groups: [payments-leads] }]"));

  test("is not given: the grant never begins, its people are told, and the requester's link asks anew", async () => {
    const id = await askFor(stage, "leo", "payments-prod");
    expect(await say(stage, "priya", id)).toMatchObject({ ok: true });
    await change("another");
    const creates = stage.simulator.calls("sso-admin:CreateAccountAssignment");
    expect(await stage.sweep()).toEqual([]);
    expect((await requestOf(stage, id)).grant).toMatchObject({
      state: "invalidated",
      endReason: "set-changed",
    });
    expect(stage.simulator.calls("sso-admin:CreateAccountAssignment")).toBe(creates);
    const letters = await lettersOf(stage, id, "grant_invalidated");
    expect([...letters.keys()].toSorted()).toEqual([cast.leo.userId, cast.priya.userId].toSorted());
    expect(letters.get(cast.leo.userId)?.button).toEqual({ label: "Ask again", url: askAgain() });
    expect(letters.get(cast.priya.userId)?.button.url).toBe(baseUrl + paths.request(id));

    const again = await askFor(stage, "leo", "payments-prod");
    expect(await say(stage, "jonas", again)).toMatchObject({ ok: true });
    await stage.sweep();
    expect((await requestOf(stage, again)).grant).toMatchObject({ state: "active", fingerprint: "another" });
    await stage.passMinutes(61);
    await stage.sweep();
  });

  test("is told of as soon as it is known, although the start is days away", async () => {
    const id = await askFor(stage, "leo", "ledger-prod", 3 * 24 * 60);
    expect(await say(stage, "priya", id)).toMatchObject({ ok: true });
    await stage.sweep();
    expect((await requestOf(stage, id)).grant).toMatchObject({ state: "scheduled" });
    await change("another");
    await stage.sweep();
    expect((await requestOf(stage, id)).grant).toMatchObject({
      state: "invalidated",
      endReason: "set-changed",
    });
    expect((await lettersOf(stage, id, "grant_invalidated")).size).toBe(2);
    const told = await stage.as("worker", () =>
      db().auditEvent.count({ where: { requestId: id, action: "grant.invalidated" } }),
    );
    expect(told).toBe(1);
  });

  test("is not given although the change came between the sweep that took the grant up and the create", async () => {
    const id = await askFor(stage, "leo", "payouts-prod");
    expect(await say(stage, "priya", id)).toMatchObject({ ok: true });
    await stage.worker((doing) => attachDueGrants(doing, stage.organisation.instance.arn));
    expect((await requestOf(stage, id)).grant).toMatchObject({ state: "granting" });
    await change("another");
    await stage.sweep();
    expect((await requestOf(stage, id)).grant).toMatchObject({
      state: "invalidated",
      endReason: "set-changed",
    });
    expect(stage.isInAws("leo", set, "payouts-prod")).toBe(false);
  });

  test("is not given where the rule agreed by itself", async () => {
    await onlyRule(stage, "automatic");
    const id = await askFor(stage, "ines", "fraud-prod");
    await change("another");
    await stage.sweep();
    expect((await requestOf(stage, id)).grant).toMatchObject({
      state: "invalidated",
      endReason: "set-changed",
    });
    expect([...(await lettersOf(stage, id, "grant_invalidated")).keys()]).toEqual([cast.ines.userId]);
  });

  test("is agreed to by nobody for half: what others have agreed to already has to be the same", async () => {
    await onlyRule(stage, "[{ groups: [payments-leads] }, { groups: [platform-leads] }]");
    const id = await askFor(stage, "leo", "payments-prod");
    expect(await say(stage, "priya", id)).toMatchObject({ ok: true });
    await change("another");
    expect(await say(stage, "marit", id)).toMatchObject({
      ok: false,
      refusal: { code: "content-changed", changes: [expect.stringContaining(cast.priya.displayName)] },
    });
    expect(await requestOf(stage, id)).toMatchObject({ state: "pending", grant: null });
    expect(await stage.worker((doing) => invalidateRequests(doing))).toBe(1);
    expect(await stage.worker((doing) => invalidateRequests(doing))).toBe(0);
    expect(await requestOf(stage, id)).toMatchObject({
      state: "invalidated",
      settledReason: "content-changed",
    });
    const letters = await lettersOf(stage, id, "request_invalidated");
    expect([...letters.keys()].toSorted()).toEqual([cast.leo.userId, cast.priya.userId].toSorted());
    expect(letters.get(cast.leo.userId)?.button).toEqual({ label: "Ask again", url: askAgain() });
  });

  test("that is what it was stands in nobody's way, at every stage", async () => {
    const id = await askFor(stage, "ines", "payments-prod");
    expect(await say(stage, "priya", id)).toMatchObject({ ok: true });
    expect(await stage.worker((doing) => invalidateRequests(doing))).toBe(0);
    expect(await say(stage, "marit", id)).toMatchObject({ ok: true, value: { grantId: expect.any(String) } });
  });
});

test("ELG-04 an account that its rule does not cover any more when the create is due is not given", async () => {
  await onlyRule(stage, "[{ groups: [payments-leads] }]", "{ organisationalUnits: [Workloads/Prod] }");
  const accountId = stage.accountId("payouts-prod");
  const moveTo = (parentId: string) =>
    stage.as("owner", () => db().account.update({ where: { id: accountId }, data: { parentId } }));
  const { parentId } = await stage.as("worker", () =>
    db().account.findUniqueOrThrow({ where: { id: accountId } }),
  );
  const sandbox = await stage.as("worker", () =>
    db().organisationalUnit.findFirstOrThrow({ where: { name: "Sandbox" } }),
  );
  const id = await askFor(stage, "leo", "payouts-prod");
  expect(await say(stage, "priya", id)).toMatchObject({ ok: true });
  await moveTo(sandbox.id);
  await stage.sweep();
  expect((await requestOf(stage, id)).grant).toMatchObject({ state: "invalidated", endReason: "rule-gone" });
  expect(stage.isInAws("leo", set, "payouts-prod")).toBe(false);
  await moveTo(parentId);
});
