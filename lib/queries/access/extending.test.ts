import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "#lib/core/viewer.ts";
import { readNow } from "#lib/db/now.ts";
import { endGrant } from "#lib/operations/end-grant.ts";
import { extendGrant } from "#lib/operations/extend-grant.ts";
import { requestAccess } from "#lib/operations/request-access.ts";
import { viewerStanding } from "#lib/queries/viewer-standing.ts";
import { askAgainFor } from "./ask-again.ts";
import { askedBefore } from "./asked-before.ts";
import { askingFor } from "./asking.ts";
import { extendingFor, mayExtend } from "./extending.ts";
import { heldBy } from "./home.ts";
import { requestFor } from "./request.ts";
import {
  prod,
  type SmallOrganisation,
  setArn,
  smallOrganisation,
  staging,
} from "./testing/small-organisation.ts";
import { wayTo } from "./way-to.ts";

let stage: SmallOrganisation;
let engineer: Viewer;
const dest = "https://console.aws.amazon.com/s3/home";

const doing = async (viewer: Viewer) => ({
  actor: { kind: "person", viewer } as const,
  now: await readNow(),
});

/** Asks under a rule that agrees by itself. */
async function ask(accountId: string, set: string, minutes: number) {
  const result = await requestAccess(await doing(engineer), {
    accountId,
    permissionSetArn: setArn(set),
    minutes,
    startsAt: null,
    reason: "A queue stands still.",
    ticket: "PAY-1",
    destination: dest,
  });
  if (!result.ok || !result.value.grantId) throw new Error(result.ok ? "no grant" : result.refusal.code);
  return { requestId: result.value.requestId, grantId: result.value.grantId };
}

/** As the worker says once AWS shows it. */
const seen = (grantId: string) =>
  stage.sql("update access_grant set state = 'active', active_at = gatehouse_now() where id = $1", [grantId]);

async function more(grantId: string, minutes: number): Promise<string> {
  const words = { reason: "Nearly done.", ticket: null };
  const result = await extendGrant(await doing(engineer), { grantId, minutes, ...words });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.requestId;
}

beforeAll(async () => {
  stage = await smallOrganisation();
  engineer = await stage.viewer("engineer");
  const rule = { requesters: ["engineers"], approvers: [], targets: ["ou-work"] };
  await stage.addRule({ ...rule, sets: ["write"], extendToMinutes: 300 });
  await stage.addRule({ ...rule, sets: ["read"] });
});
afterAll(() => stage.end());

test("the form for more time says the longest, and begins with the last time's words", async () => {
  const { grantId } = await ask(prod, "write", 120);
  await seen(grantId);
  const form = await extendingFor(engineer, grantId, await readNow());
  expect(form).toMatchObject({
    may: { longestMinutes: 180 },
    reason: "A queue stands still.",
    ticket: "PAY-1",
    rules: [{ maxMinutes: 180, stages: [] }],
  });
  const requestId = await more(grantId, 60);
  const now = await readNow();
  expect(await extendingFor(engineer, grantId, now)).toMatchObject({
    may: { why: "More time is asked for already, or agreed to." },
    grant: { extension: { requestId } },
  });
  const held = await heldBy(engineer);
  expect(held.map(({ id }) => id)).toEqual([grantId]);
  const shown = await requestFor(engineer, requestId, now);
  expect(shown).toMatchObject({
    durationMinutes: 60,
    destination: dest,
    extends: { askedMinutes: 120, inAllMinutes: 180, endsAt: held[0]?.agreedEndsAt },
    content: { extends: { grantId, inAllMinutes: 180 } },
    grant: { heldSince: held[0]?.startsAt, startsAt: held[0]?.agreedEndsAt },
  });
  expect((await viewerStanding(engineer)).held).toEqual({ count: 1, nextEndsAt: shown?.grant?.endsAt });
  expect(await askAgainFor(engineer)).toMatchObject([{ requestId, heldUntil: shown?.grant?.endsAt }]);
  await endGrant(await doing(engineer), grantId);
  expect((await viewerStanding(engineer)).held.nextEndsAt).not.toEqual(shown?.grant?.endsAt);
});

test("WEB-04 the form for more time is its holder's alone", async () => {
  const { grantId } = await ask(staging, "write", 60);
  await seen(grantId);
  const now = await readNow();
  for (const name of ["colleague", "lead", "outsider", "administrator", "auditor"] as const) {
    const viewer = await stage.viewer(name);
    expect(await extendingFor(viewer, grantId, now), name).toBeNull();
    expect(await mayExtend(viewer, await heldBy(engineer), now), name).toEqual(new Map());
  }
  await endGrant(await doing(engineer), grantId);
});

test("where no rule allows more time, it says so", async () => {
  const { grantId } = await ask(staging, "read", 60);
  expect(await extendingFor(engineer, grantId, await readNow())).toMatchObject({
    may: { why: expect.stringContaining("once it is active") },
  });
  await seen(grantId);
  expect(await extendingFor(engineer, grantId, await readNow())).toMatchObject({
    may: { why: expect.stringContaining("does not let it be extended") },
  });
  await endGrant(await doing(engineer), grantId);
});

test("a link to a role is followed until AWS shows it, and no longer than it is wanted", async () => {
  const { requestId, grantId } = await ask(prod, "read", 60);
  expect(await wayTo(engineer, prod, "ps-read")).toMatchObject({ to: "follow", requestId });
  expect(await wayTo(await stage.viewer("colleague"), prod, "ps-read")).toEqual({
    to: "form",
    setId: "ps-read",
  });
  await endGrant(await doing(engineer), grantId);
  expect(await wayTo(engineer, prod, "ps-read")).toEqual({ to: "form", setId: "ps-read" });
});

test("an earlier request is begun with by its requester alone, for its own role, with what differs", async () => {
  const { requestId, grantId } = await ask(staging, "read", 240);
  await endGrant(await doing(engineer), grantId);
  const form = async (viewer: Viewer, account: string, set: string) => {
    const asking = await askingFor(viewer, account, set);
    return asking && askedBefore(viewer, requestId, asking);
  };
  expect(await form(engineer, staging, "ps-read")).toMatchObject({
    minutes: 240,
    reason: "A queue stands still.",
    ticket: "PAY-1",
    differences: [],
  });
  expect(await form(engineer, staging, "ps-write")).toBeNull();
  expect(await form(engineer, prod, "ps-read")).toBeNull();
  expect(await form(await stage.viewer("colleague"), staging, "ps-read")).toBeNull();
  await stage.sql("update rule set enabled = false");
  await stage.addRule({
    requesters: ["engineers"],
    approvers: ["leads"],
    sets: ["read"],
    targets: ["ou-work"],
    maxMinutes: 60,
  });
  expect(await form(engineer, staging, "ps-read")).toMatchObject({
    differences: [
      "It was for 4 h; at most 1 h may be asked for now.",
      expect.stringMatching(/^It fell under the rule .* decides\.$/),
    ],
  });
});
