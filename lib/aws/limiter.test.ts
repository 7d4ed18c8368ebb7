import { describe, expect, test } from "vitest";
import { createRateLimits } from "#demo/aws/rate-limits.ts";
import { budgetOf } from "./budgets.ts";
import { type Call, createLimiter } from "./limiter.ts";
import { localAllowance } from "./local-allowance.fixture.ts";
import type { TakeToken } from "./take-token.ts";

const background = { service: "sso-admin", operation: "ListAccountAssignments", lane: "background" } as const;
const removal = { service: "sso-admin", operation: "DeleteAccountAssignment", lane: "removal" } as const;
const interactive = {
  service: "sso-admin",
  operation: "CreateAccountAssignment",
  lane: "interactive",
} as const;

/** A clock whose pauses pass at once, so that minutes of traffic take milliseconds. */
function simulate(takeToken?: TakeToken) {
  let nowMs = 0;
  const clock = {
    nowMs: () => nowMs,
    pause: async (ms: number) => {
      nowMs += ms;
    },
  };
  const local = localAllowance(clock.nowMs);
  const allowance = { ...local, take: takeToken ?? local.take };
  const limiter = createLimiter({ budgetOf, allowance, clock });
  const sent: { call: Call; atMs: number }[] = [];
  const send = async (call: Call) => {
    await limiter.turn(call);
    sent.push({ call, atMs: nowMs });
  };
  return { limiter, sent, send, nowMs: () => nowMs };
}

describe("the budget", () => {
  test("keeps a flood of background reads and removals below AWS's own limit", async () => {
    const { send, sent } = simulate();
    await Promise.all([
      ...Array.from({ length: 600 }, () => send(background)),
      ...Array.from({ length: 100 }, () => send(removal)),
      ...Array.from({ length: 100 }, () => send(interactive)),
    ]);
    const limits = createRateLimits();
    const refused = sent.filter(({ call, atMs }) => !limits.admits(call.service, call.operation, atMs));
    expect(sent).toHaveLength(800);
    expect(refused).toEqual([]);
  });

  test("gives background reads fifteen a second", async () => {
    const { send, nowMs } = simulate();
    await Promise.all(Array.from({ length: 605 }, () => send(background)));
    expect(605 / (nowMs() / 1000)).toBeGreaterThan(14);
    expect(600 / (nowMs() / 1000)).toBeLessThanOrEqual(15.1);
  });

  test.each(["ListAccounts", "ListAccountsForParent", "ListRoots", "ListTagsForResource"])(
    "stays below the limit of organizations %s",
    async (operation) => {
      const { send, sent } = simulate();
      const lanes = ["background", "interactive", "removal"] as const;
      const calls = Array.from({ length: 90 }, (_, place) => lanes[place % 3] ?? "background");
      await Promise.all(calls.map((lane) => send({ service: "organizations", operation, lane })));
      const limits = createRateLimits();
      expect(sent.every(({ call, atMs }) => limits.admits(call.service, call.operation, atMs))).toBe(true);
    },
  );

  test("of one service is not another's", async () => {
    const { send, nowMs } = simulate();
    await Promise.all(Array.from({ length: 5 }, () => send(background)));
    await send({ service: "identitystore", operation: "ListUsers", lane: "background" });
    expect(nowMs()).toBe(0);
  });
});

describe("the order", () => {
  test("puts a removal before every read that waits", async () => {
    const { send, sent } = simulate();
    const reads = Array.from({ length: 200 }, () => send(background));
    const removals = [send(removal), send(removal), send(removal)];
    await Promise.all(removals);
    expect(sent.filter(({ call }) => call.lane === "background").length).toBeLessThanOrEqual(5);
    expect(sent.filter(({ call }) => call.lane === "removal").every(({ atMs }) => atMs <= 100)).toBe(true);
    await Promise.all(reads);
  });

  test("leaves the last of the reserve to removals", async () => {
    const { take } = localAllowance(() => 0);
    const budget = budgetOf("sso-admin", "CreateAccountAssignment");
    const taken = async (lane: "removal" | "interactive") => (await take(budget, lane, 1)).taken === 1;
    for (let place = 0; place < 5 + 3; place += 1) expect(await taken("interactive")).toBe(true);
    expect(await taken("interactive")).toBe(false);
    expect(await taken("removal")).toBe(true);
    expect(await taken("removal")).toBe(false);
  });
});

describe("a call that must start soon", () => {
  test("is not sent when its turn comes too late", async () => {
    const { send, sent } = simulate();
    const others = Array.from({ length: 60 }, () => send(removal));
    await expect(send({ ...removal, startWithinMs: 500 })).rejects.toMatchObject({
      kind: "throttled",
      mayHaveHappened: false,
    });
    await Promise.all(others);
    expect(sent).toHaveLength(60);
  });

  test("fails alone when the budget cannot be asked", async () => {
    let asked = 0;
    const { send, sent } = simulate(async () => {
      asked += 1;
      if (asked === 1) throw new Error("The budget's database is away.");
      return { taken: 1, waitMs: 0 };
    });
    const first = send(removal);
    const second = send(removal);
    await expect(first).rejects.toMatchObject({ kind: "unbudgeted", mayHaveHappened: false });
    await second;
    expect(sent).toHaveLength(1);
  });
});

test("counts calls and what they waited", async () => {
  const { limiter, send } = simulate();
  await Promise.all(Array.from({ length: 20 }, () => send(background)));
  const count = limiter.counts().get("sso-admin:ListAccountAssignments");
  expect(count).toMatchObject({ calls: 20, throttled: 0, retries: 0 });
  expect(count?.waitedMs).toBeGreaterThan(0);
});
