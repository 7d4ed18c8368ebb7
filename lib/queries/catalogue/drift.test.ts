import { afterAll, beforeAll, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import type { Change } from "#lib/core/catalogue/change.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { decideRequest } from "#lib/operations/decide-request.ts";
import { syncDue } from "#lib/operations/sync-catalogue.ts";
import { Stage, type Who } from "#lib/operations/testing/stage.ts";
import { accountAsOf } from "./as-of/account-as-of.ts";
import { changesFor } from "./changes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(async () => {
  await stage.strike();
});

const set = "PaymentsOperator";

/** Has the worker read everything, and answers with what that run saw of assignments. */
async function read(): Promise<readonly Change[]> {
  await stage.passMinutes(61);
  const askedById = cast.marit.userId;
  await stage.person("marit", ({ now: askedAt }) =>
    db().syncRun.create({
      data: { state: "asked", depth: "thorough", askedById, askedAt },
      select: { id: true },
    }),
  );
  const from = await now();
  const outcome = await stage.worker((doing) => syncDue(doing, { aws: stage.aws, everyMinutes: 30 }));
  if (outcome?.kind !== "done") throw new Error(`AWS was not read: ${JSON.stringify(outcome)}`);
  return ask({ from, noun: "assignment" });
}

const ask = (filters: Parameters<typeof changesFor>[1]) =>
  stage.person("marit", async ({ actor }) => (await changesFor(actor.viewer, filters)).rows);

async function granted(who: Who, account: string, minutes: number): Promise<void> {
  const asked = await stage.ask(who, account, minutes, set);
  if (!asked.ok) throw new Error(asked.refusal.code);
  const { requestId } = asked.value;
  const decided = await stage.person("priya", async (doing) => {
    const content = await requestContent(
      db(),
      await db().request.findUniqueOrThrow({ where: { id: requestId } }),
    );
    const words = { verdict: "approve", comment: "", contentHash: contentHash(content) } as const;
    return decideRequest(doing, { requestId, ...words, grantedMinutes: minutes });
  });
  if (!decided.ok) throw new Error(decided.refusal.code);
  await stage.sweep();
}

const told = (changes: readonly Change[]) =>
  changes.map(({ kind, origin, subject }) => {
    if (subject.noun !== "assignment") throw new Error("Only assignments were asked for.");
    return [kind, origin, subject.principal.name, subject.permissionSet.name, subject.account.name];
  });

const asOf = (account: string, at: Date) =>
  stage.person("marit", async ({ actor }) => {
    const then = await accountAsOf(actor.viewer, stage.accountId(account), at);
    return (then?.ways.ways ?? []).flatMap((way) =>
      way.principalKind === "user" ? [[way.principalName, way.grant ? "temporary" : "standing"]] : [],
    );
  });
const now = () => stage.as("web", () => readNow());

test("a grant's coming and going are ours, and each moment knows how it stood", async () => {
  const before = await now();
  await stage.passMinutes(1);
  await granted("leo", "payments-prod", 90);
  await stage.passMinutes(1);
  const unread = await now();
  expect(told(await read())).toEqual([["appeared", "ours", "Leo Marchetti", set, "payments-prod"]]);
  const during = await now();
  await stage.passMinutes(40);
  await stage.sweep();
  await stage.passMinutes(1);
  const removed = await now();
  expect(told(await read())).toEqual([["vanished", "ours", "Leo Marchetti", set, "payments-prod"]]);
  expect(await asOf("payments-prod", before)).not.toContainEqual(["Leo Marchetti", "temporary"]);
  // What we gave and saw counts before any read has listed it, and no longer once we have removed it.
  expect(await asOf("payments-prod", unread)).toContainEqual(["Leo Marchetti", "temporary"]);
  expect(await asOf("payments-prod", during)).toContainEqual(["Leo Marchetti", "temporary"]);
  for (const at of [removed, await now()]) {
    expect((await asOf("payments-prod", at)).map(([name]) => name)).not.toContain("Leo Marchetti");
  }
});

test("what somebody gives and takes in AWS is drift", async () => {
  await stage.createOutside("ines", set, "payments-prod");
  expect(told(await read())).toEqual([["appeared", "drift", "Ines Okafor", set, "payments-prod"]]);
  expect(await asOf("payments-prod", await now())).toContainEqual(["Ines Okafor", "standing"]);
  await stage.removeOutside("ines", set, "payments-prod");
  expect(told(await read())).toEqual([["vanished", "drift", "Ines Okafor", set, "payments-prod"]]);
});

test("who takes away what an active grant gave makes drift", async () => {
  await granted("ines", "payments-prod", 180);
  expect(told(await read())).toEqual([["appeared", "ours", "Ines Okafor", set, "payments-prod"]]);
  await stage.removeOutside("ines", set, "payments-prod");
  expect(told(await read())).toEqual([["vanished", "drift", "Ines Okafor", set, "payments-prod"]]);
});

test("who gives again what we had taken away makes drift", async () => {
  await stage.createOutside("leo", set, "payments-prod");
  expect(told(await read())).toEqual([["appeared", "drift", "Leo Marchetti", set, "payments-prod"]]);
});

test("drift alone is what the filter leaves, and the first read is never drift", async () => {
  const all = await ask({ noun: "assignment" });
  expect(await ask({ noun: "assignment", driftOnly: true })).toEqual(
    all.filter(({ origin }) => origin === "drift"),
  );
  expect(told(all)).toHaveLength(7);
});
