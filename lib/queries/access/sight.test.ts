import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "#lib/core/viewer.ts";
import { readNow } from "#lib/db/now.ts";
import { cancelRequest } from "#lib/operations/cancel-request.ts";
import { decideRequest } from "#lib/operations/decide-request.ts";
import { requestAccess } from "#lib/operations/request-access.ts";
import { askAgainFor } from "./ask-again.ts";
import { auditActions, auditFor } from "./audit.ts";
import { linkedRequest } from "./decision-link.ts";
import { grantsFor, grantsThatNeedAPerson } from "./grants.ts";
import { endedLately, heldBy, waitingFor } from "./home.ts";
import { requestFor } from "./request.ts";
import { countRequests, requestsFor } from "./requests.ts";
import { ruleFor, rulesFor } from "./rules.ts";
import {
  type PersonName,
  prod,
  type SmallOrganisation,
  setArn,
  smallOrganisation,
  staging,
} from "./testing/small-organisation.ts";

let stage: SmallOrganisation;
let ruleId: string;
let asked: string;

const everybody = ["engineer", "colleague", "lead", "outsider", "administrator", "auditor"] as const;
const doing = async (viewer: Viewer) => ({
  actor: { kind: "person", viewer } as const,
  now: await readNow(),
});

async function ask(name: PersonName, accountId: string, set: string, minutes = 60): Promise<string> {
  const viewer = await stage.viewer(name);
  const permissionSetArn = setArn(set);
  const result = await requestAccess(await doing(viewer), {
    accountId,
    permissionSetArn,
    minutes,
    startsAt: null,
    reason: "work",
    ticket: null,
  });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.requestId;
}

async function approve(requestId: string): Promise<void> {
  const lead = await stage.viewer("lead");
  const request = await requestFor(lead, requestId, await readNow());
  if (!request) throw new Error("The lead cannot see it.");
  const { contentHash, durationMinutes: grantedMinutes } = request;
  const result = await decideRequest(await doing(lead), {
    requestId,
    verdict: "approve",
    contentHash,
    comment: "",
    grantedMinutes,
  });
  if (!result.ok) throw new Error(result.refusal.code);
}

/** Who of everybody gets a yes. */
async function whoOf(sees: (viewer: Viewer) => Promise<boolean>): Promise<string[]> {
  const seen: string[] = [];
  for (const name of everybody) if (await sees(await stage.viewer(name))) seen.push(name);
  return seen;
}

beforeAll(async () => {
  stage = await smallOrganisation();
  ruleId = await stage.addRule({
    requesters: ["engineers"],
    approvers: ["leads"],
    sets: ["read", "write"],
    targets: ["ou-work"],
  });
  asked = await ask("engineer", prod, "write");
});
afterAll(() => stage.end());

test("WEB-04 a request is there for its requester, its approvers and readers, and for nobody else", async () => {
  const now = await readNow();
  expect(await whoOf(async (viewer) => (await requestFor(viewer, asked, now)) !== null)).toEqual([
    "engineer",
    "lead",
    "administrator",
    "auditor",
  ]);
});

test("APR-01 only an approver other than the requester may decide it", async () => {
  const now = await readNow();
  const may = async (viewer: Viewer) => (await requestFor(viewer, asked, now))?.mayDecide ?? false;
  expect(await whoOf(may)).toEqual(["lead"]);
  const waits = async (viewer: Viewer) =>
    (await waitingFor(viewer, now)).toDecide.some(({ id }) => id === asked);
  expect(await whoOf(waits)).toEqual(["lead"]);
});

test("WEB-04 lists hold what is one's own; only readers get everybody's", async () => {
  const now = await readNow();
  const inAll = async (viewer: Viewer) =>
    (await requestsFor(viewer, { view: "all" }, {}, now)).rows.length > 0;
  expect(await whoOf(inAll)).toEqual(["engineer", "administrator", "auditor"]);
  const hasCount = async (viewer: Viewer) => (await countRequests(viewer, now)).all !== null;
  expect(await whoOf(hasCount)).toEqual(["administrator", "auditor"]);
});

test("EML-04 a request past its deadline waits for nobody, before anything has marked it", async () => {
  const later = new Date((await readNow()).getTime() + 25 * 3_600_000);
  const lead = await stage.viewer("lead");
  expect((await waitingFor(lead, later)).toDecide).toEqual([]);
  expect((await requestFor(lead, asked, later))?.mayDecide).toBe(false);
});

test("ELG a rule that is switched off takes its approvers' sight and say away", async () => {
  const now = await readNow();
  await stage.sql("update rule set enabled = false where id = $1", [ruleId]);
  try {
    expect(await requestFor(await stage.viewer("lead"), asked, now)).toBeNull();
    expect((await requestFor(await stage.viewer("engineer"), asked, now))?.approvers).toEqual([]);
  } finally {
    await stage.sql("update rule set enabled = true where id = $1", [ruleId]);
  }
});

test("EML-06 a link is nothing to a stranger, whether there is such a token or not", async () => {
  const hash = Uint8Array.from(createHash("sha256").update(randomBytes(32)).digest());
  await stage.sql("insert into decision_link values ($1, $2, 'lead', 'h', now(), now() + interval '1 day')", [
    Buffer.from(hash),
    asked,
  ]);
  const told = async (viewer: Viewer) => (await linkedRequest(viewer, hash)) !== null;
  expect(await whoOf(told)).toEqual(["engineer", "lead", "administrator", "auditor"]);
  expect(await linkedRequest(await stage.viewer("lead"), hash)).toMatchObject({
    isForViewer: true,
    maySee: true,
  });
  expect(await linkedRequest(await stage.viewer("auditor"), hash)).toMatchObject({
    isForViewer: false,
    maySee: true,
  });
  const unknown = Uint8Array.from(randomBytes(32));
  expect(await linkedRequest(await stage.viewer("lead"), unknown)).toBeNull();
});

test("WEB-04 a grant is its holder's and the readers' to see", async () => {
  await approve(await ask("colleague", staging, "write"));
  const has = async (viewer: Viewer) => (await grantsFor(viewer, { view: "scheduled" }, {})).rows.length > 0;
  expect(await whoOf(has)).toEqual(["colleague", "administrator", "auditor"]);
  expect(await whoOf(async (viewer) => (await heldBy(viewer)).length > 0)).toEqual(["colleague"]);
});

test("a removal that AWS refuses stands before every list, with what AWS said", async () => {
  await stage.sql(`insert into managed_assignment (id, instance_arn, account_id, permission_set_arn, person_id, origin, seen, seen_at,
      faults, fault_kind, fault_message, fault_at, fault_since, created_at)
    select gen_random_uuid(), 'i', account_id, permission_set_arn, person_id, 'ours', 'present', now(), 3, 'AccessDeniedException', 'no', now(),
      now(), now() from access_grant`);
  await stage.sql(
    `update access_grant g set managed_assignment_id = m.id from managed_assignment m where m.person_id = g.person_id`,
  );
  for (const state of ["granting", "active", "revoking", "revoke-blocked"]) {
    await stage.sql("update access_grant set state = $1::grant_state", [state]);
  }
  const [blocked] = await grantsThatNeedAPerson(await stage.viewer("administrator"));
  expect(blocked).toMatchObject({
    state: "revoke_blocked",
    fault: { tries: 3, kind: "AccessDeniedException", message: "no" },
  });
  expect(await whoOf(async (viewer) => (await grantsThatNeedAPerson(viewer)).length > 0)).toEqual([
    "colleague",
    "administrator",
    "auditor",
  ]);
  expect((await grantsFor(await stage.viewer("administrator"), { view: "all" }, {})).rows).toEqual([]);
});

test("WEB-04 rules and the audit are for readers alone", async () => {
  expect(await whoOf(async (viewer) => (await rulesFor(viewer)).length > 0)).toEqual([
    "administrator",
    "auditor",
  ]);
  expect(await whoOf(async (viewer) => (await ruleFor(viewer, ruleId)) !== null)).toEqual([
    "administrator",
    "auditor",
  ]);
  expect(await whoOf(async (viewer) => (await auditFor(viewer, {}, {})).total > 0)).toEqual([
    "administrator",
    "auditor",
  ]);
  expect(await whoOf(async (viewer) => (await auditActions(viewer)).length > 0)).toEqual([
    "administrator",
    "auditor",
  ]);
});

test("a rule says how many it means now, and whom nobody could answer", async () => {
  const viewer = await stage.viewer("auditor");
  expect(await ruleFor(viewer, ruleId)).toMatchObject({
    requesterCount: 2,
    approverCount: 1,
    accountCount: 2,
    deadEnds: [],
  });
  const alone = await stage.addRule({
    requesters: ["lead"],
    approvers: ["leads"],
    sets: ["gone"],
    targets: [prod],
  });
  expect(await ruleFor(viewer, alone)).toMatchObject({
    sets: { named: [{ name: null }] },
    deadEnds: [
      { title: "It offers no permission set that there is." },
      { title: "Too few can agree." },
      { title: "It names 1 thing that is gone from AWS." },
    ],
  });
  await stage.sql("update rule set enabled = false where id = $1", [alone]);
});

test("the audit is narrowed by what was done, by whom, about whom and to which request", async () => {
  const viewer = await stage.viewer("auditor");
  const actions = async (filters: Parameters<typeof auditFor>[1]) =>
    (await auditFor(viewer, filters, {})).rows.map(({ action }) => action);
  expect(await actions({ action: "request.approved" })).toEqual(["request.approved"]);
  expect(await actions({ actor: "LEA", action: "request.approved" })).toEqual(["request.approved"]);
  expect(await actions({ actor: "100%" })).toEqual([]);
  expect(await actions({ person: "colleague" })).toEqual(
    expect.arrayContaining(["request.asked", "request.approved"]),
  );
  const { number } = (await requestFor(viewer, asked, await readNow())) ?? {};
  expect(await actions({ request: number })).toEqual(["request.asked"]);
  expect(await actions({ request: 999_999 })).toEqual([]);
  expect(await actions({ to: new Date(0) })).toEqual([]);
  expect(await auditActions(viewer)).toEqual(["request.approved", "request.asked", "session.opened"]);
});

test("pages of a list meet without a gap or an overlap, forwards and backwards", async () => {
  const engineer = await stage.viewer("engineer");
  for (let index = 0; index < 27; index += 1)
    await cancelRequest(await doing(engineer), await ask("engineer", staging, "read"));
  const now = await readNow();
  const filters = { view: "mine" } as const;
  const first = await requestsFor(engineer, filters, {}, now);
  const second = await requestsFor(engineer, filters, { after: first.next ?? "" }, now);
  const back = await requestsFor(engineer, filters, { before: second.previous ?? "" }, now);
  expect([first.rows.length, second.rows.length]).toEqual([25, 3]);
  expect([first.skipped, first.total, second.skipped, second.next, back.skipped, back.previous]).toEqual([
    0,
    28,
    25,
    null,
    0,
    null,
  ]);
  expect(back.rows).toEqual(first.rows);
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(28);
  expect((await endedLately(engineer)).length).toBe(5);
});

test("what was asked before can be asked again, once, unless it waits already", async () => {
  const again = await askAgainFor(await stage.viewer("engineer"));
  expect(again.map(({ accountId, permissionSetName }) => [accountId, permissionSetName])).toEqual([
    [staging, "read"],
  ]);
});
