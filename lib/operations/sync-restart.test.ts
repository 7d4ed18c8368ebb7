import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { generateOrganisation } from "#demo/aws/generate-organisation.ts";
import { createRandom } from "#demo/seed/organisation/random.ts";
import { db } from "#lib/db/client.ts";
import { setSyncStage } from "./sync/sync-stage.fixture.ts";
import { storedRows, trueRows } from "./sync/truth.fixture.ts";
import { dyingAfter, KilledError, watchRequests } from "./sync/watched-aws.fixture.ts";
import { killedWorker } from "./sync/worker-process.fixture.ts";
import type { SyncOutcome } from "./sync-catalogue.ts";

const seed = generateOrganisation({ accounts: 30, sets: 12, groups: 25, people: 120, pairs: 200, seed: 7 });

// Each test reads an organisation several times, over HTTP.
vi.setConfig({ testTimeout: 120_000 });

let stage: Awaited<ReturnType<typeof setSyncStage>>;

beforeEach(async () => {
  stage = await setSyncStage({ seed });
});
afterEach(async () => {
  await stage.end();
});

/** A run that ends after so many calls to AWS, a few minutes after the last one; null when it needed fewer. */
async function killedAfter(calls: number, afterMinutes = 6): Promise<SyncOutcome | null> {
  try {
    return await stage.read({ afterMinutes, aws: dyingAfter(stage.aws, calls) });
  } catch (error) {
    if (error instanceof KilledError) return null;
    throw error;
  }
}

async function expectTruth(): Promise<void> {
  expect(await storedRows(stage.sql)).toEqual(trueRows(stage.simulator.state()));
}

async function lastRun() {
  return db().syncRun.findFirstOrThrow({ orderBy: { startedAt: "desc" } });
}

/** The requests that the parts which are kept stand for. */
async function requestsKept(): Promise<string[]> {
  const parts = await stage.sql("select noun, part, rows from sync_part");
  return parts.flatMap(({ noun, part }) => {
    const [kind = "", id = "", arn = ""] = String(part).split(" ");
    switch (String(noun)) {
      case "unitChildren":
        return [`ListOrganizationalUnitsForParentCommand ${kind}`];
      case "memberships":
        return [`ListGroupMembershipsCommand ${kind}`];
      case "permissionSets":
        return [`DescribePermissionSetCommand ${kind}`, `GetInlinePolicyForPermissionSetCommand ${kind}`];
      case "provisioned":
        return [`ListAccountsForProvisionedPermissionSetCommand ${kind}`];
      case "assignments":
        return kind === "pair" ? [`ListAccountAssignmentsCommand ${id} ${arn}`] : [];
      case "people":
        return kind === "end" ? ["ListUsersCommand"] : [];
      case "groups":
        return kind === "end" ? ["ListGroupsCommand"] : [];
      case "accounts":
        return kind === "end" ? ["ListAccountsCommand"] : [];
      default:
        return [];
    }
  });
}

describe("a read that is killed", () => {
  test("at twenty random points ends in the truth, and reads no finished part again", async () => {
    const random = createRandom(20);
    const requests = watchRequests(stage.aws);
    let outcome: SyncOutcome | null = null;
    let kills = 0;
    while (outcome === null) {
      const kept = new Set(await requestsKept());
      requests.length = 0;
      outcome = kills < 20 ? await killedAfter(1 + random.below(35)) : await stage.read({ afterMinutes: 6 });
      kills += 1;
      expect(requests).not.toEqual([]);
      expect(requests.filter((request) => kept.has(request))).toEqual([]);
    }
    expect(outcome.kind).toBe("done");
    expect(kills).toBeGreaterThan(15);
    await expectTruth();
    expect(await db().syncPart.count()).toBe(0);
  });

  test("with its process, twice, ends in the truth", async () => {
    const state = stage.simulator.state();
    const listed = () => stage.simulator.calls("sso-admin:ListAccountAssignments");
    for (const [kill, calls] of [150, 10].entries()) {
      const before = listed();
      await stage.passMinutes(6);
      const wasKilled = await killedWorker(state, `worker ${kill}`, () => listed() - before >= calls);
      expect(wasKilled).toBe(true);
    }
    const kept = await db().syncPart.count();
    expect((await stage.read({ afterMinutes: 6 }))?.kind).toBe("done");
    expect(await lastRun()).toMatchObject({ progress: { partsKept: kept } });
    const failed = await db().syncRun.findMany({ where: { state: "failed" } });
    expect(failed).toHaveLength(2);
    for (const { failure } of failed) expect(failure).toContain("stopped before it was done");
    expect(kept).toBeGreaterThan(0);
    await expectTruth();
  });

  test("changes nothing, and the next run says since when it reads and what it found read", async () => {
    expect(await killedAfter(150)).toBeNull();
    const killed = await lastRun();
    const kept = await db().syncPart.count();
    expect(kept).toBeGreaterThan(0);
    expect(await db().account.count()).toBe(0);
    expect((await stage.read({ afterMinutes: 10 }))?.kind).toBe("done");
    const run = await lastRun();
    expect(run.crawlId).toBe(killed.crawlId);
    expect(run.readsSince).toEqual(killed.startedAt);
    expect(run.progress).toMatchObject({ partsKept: kept });
  });

  test.each([
    ["went less deep than is wanted", 10, "thorough"],
    ["began too long ago", 400, "routine"],
  ] as const)("is not gone on from when it %s", async (_, afterMinutes, depth) => {
    expect((await stage.read())?.kind).toBe("done");
    expect(await killedAfter(100, 60)).toBeNull();
    await stage.sql(
      `insert into sync_run (state, depth, asked_at, asked_by_id) values ('asked', '${depth}', gatehouse_now(), 'someone')`,
    );
    const [left] = await stage.sql("select count(*)::int as parts from sync_part");
    expect(left?.parts).toBeGreaterThan(0);
    expect((await stage.read({ afterMinutes }))?.kind).toBe("done");
    const run = await lastRun();
    expect(run).toMatchObject({ depth, crawlId: run.id, progress: { partsKept: 0 } });
    expect(run.readsSince).toEqual(run.startedAt);
    await expectTruth();
  });

  test("thoroughly is gone on from thoroughly, also by a run that need not", async () => {
    expect((await stage.read())?.kind).toBe("done");
    await stage.sql(
      "insert into sync_run (state, depth, asked_at, asked_by_id) values ('asked', 'thorough', gatehouse_now(), 'someone')",
    );
    expect(await killedAfter(100)).toBeNull();
    const killed = await lastRun();
    expect((await stage.read({ afterMinutes: 60 }))?.kind).toBe("done");
    expect(await lastRun()).toMatchObject({ depth: "thorough", crawlId: killed.id, askedById: null });
  });
});

test("a crawl that the database has lost a part of is not applied, and not gone on from", async () => {
  expect(await killedAfter(200)).toBeNull();
  const { simulator } = stage;
  const { aws } = stage;
  let loss: Promise<unknown> | null = null;
  const turn: typeof aws.limiter.turn = async (call) => {
    if (call.operation === "ListAccountAssignments") {
      loss ??= stage.sql("delete from sync_part where noun = 'people'");
    }
    await loss;
    await aws.limiter.turn(call);
  };
  const outcome = await stage.read({ aws: { ...aws, limiter: { ...aws.limiter, turn } } });
  expect(outcome).toMatchObject({ kind: "failed", failure: expect.stringContaining("lost a part") });
  expect(await db().person.count()).toBe(0);
  expect(await db().syncPart.count()).toBe(0);
  expect((await stage.read())?.kind).toBe("done");
  expect(simulator.shapeViolations).toEqual([]);
  await expectTruth();
});

test("a second read of an unchanged organisation changes nothing, and one after random changes finds them all", async () => {
  expect((await stage.read())?.kind).toBe("done");
  await expectTruth();
  const again = await stage.read();
  expect(again).toMatchObject({ kind: "done" });
  expect(again?.kind === "done" ? Object.values(again.changes) : []).toEqual(
    Array.from({ length: 9 }, () => ({ added: 0, changed: 0, vanished: 0 })),
  );
  stage.simulator.changeAtRandom({ count: 150, seed: 3 });
  expect((await stage.read())?.kind).toBe("done");
  await expectTruth();
});
