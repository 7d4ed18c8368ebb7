import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { lockOf } from "#lib/operations/guarded.ts";
import { Stage, type Who } from "#lib/operations/testing/stage.ts";
import { sweepAnswers } from "#lib/operations/tokens/sweep-answers.ts";
import { Program } from "./testing/program.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const by = (who: Who) => Program.of(stage, who, ["read", "ask"], 90);
const asOwner = <T>(act: () => Promise<T>) => stage.as("owner", act);
const keyed = (key: string) => ({ "idempotency-key": key });
const wish = (account: string, set = "PaymentsOperator") => ({
  accountId: stage.accountId(account),
  permissionSetId: stage.permissionSetArn(set).split("/").at(-1) ?? "",
  minutes: 30,
  reason: "Replay stuck refunds.",
});
const automatic = (account: string) => wish(account, "AWSReadOnlyAccess");

const requestsOf = (account: string) =>
  asOwner(() => db().request.count({ where: { accountId: stage.accountId(account) } }));
const replayOf = (response: Response) => response.headers.get("idempotent-replay");

describe("the same call with the same key", () => {
  test("is done once and answered alike", async () => {
    const program = await by("leo");
    const sending = { body: automatic("payments-dev"), headers: keyed("one") };
    const first = await program.send("ask", sending);
    const again = await program.send("ask", sending);
    expect([first.status, replayOf(first)]).toEqual([201, null]);
    expect([again.status, replayOf(again)]).toEqual([201, "true"]);
    expect(await again.text()).toBe(await first.text());
    expect(await requestsOf("payments-dev")).toBe(1);
  });

  test("is the same however its fields are ordered and spaced", async () => {
    const program = await by("leo");
    const { reason, ...rest } = wish("ledger-prod");
    const headers = keyed("order");
    const first = await program.ask("ask", { body: { reason, ...rest }, headers });
    const text = JSON.stringify({ ...rest, reason }, null, 2);
    const again = await program.send("ask", { body: text, headers });
    expect([replayOf(again), await again.json()]).toEqual(["true", first]);
  });

  test("withdraws and gives back once, and tells the audit once", async () => {
    const program = await by("ines");
    const { id } = await program.ask("ask", { body: wish("payments-prod") });
    const held = await program.ask("ask", { body: automatic("payments-dev") });
    const grantId = held.grantId ?? "";
    for (const replayed of [null, "true"]) {
      const cancelled = await program.send("cancel", { id, headers: keyed("cancel") });
      expect([cancelled.status, replayOf(cancelled), await cancelled.json()]).toEqual([
        200,
        replayed,
        { id },
      ]);
      const given = await program.send("giveBack", { id: grantId, headers: keyed("back") });
      expect([given.status, replayOf(given), await given.json()]).toEqual([200, replayed, { id: grantId }]);
    }
    const events = await asOwner(() =>
      db().auditEvent.findMany({
        where: {
          OR: [
            { requestId: id, action: "request.cancelled" },
            { grantId, action: "grant.withdrawn" },
          ],
        },
      }),
    );
    expect(events).toHaveLength(2);
  });

  test("is refused alike, though it would be taken by now", async () => {
    const program = await by("tomasz");
    const sending = { body: wish("orders-prod", "OrdersDeveloper"), headers: keyed("refused") };
    const { id } = await program.ask("ask", { body: sending.body });
    const first = await program.send("ask", sending);
    await program.ask("cancel", { id });
    const again = await program.send("ask", sending);
    expect([first.status, replayOf(first)]).toEqual([409, null]);
    expect([again.status, replayOf(again)]).toEqual([409, "true"]);
    expect(await again.text()).toBe(await first.text());
    expect(await requestsOf("orders-prod")).toBe(1);
  });

  test.each(["ask", "cancel", "giveBack"] as const)(
    "without a key, %s is answered each time anew",
    async (name) => {
      const program = await by("jonas");
      const asked = await program.ask("ask", { body: automatic("payments-staging") });
      const id = name === "giveBack" ? (asked.grantId ?? "") : asked.id;
      const sending = name === "ask" ? { body: { ...wish("payments-prod"), minutes: 100_000 } } : { id };
      for (const response of [await program.send(name, sending), await program.send(name, sending)])
        expect(replayOf(response)).toBeNull();
    },
  );
});

describe("something else with the same key", () => {
  test("is refused, and nothing is done", async () => {
    const program = await by("leo");
    const headers = keyed("two");
    const asked = await program.ask("ask", { body: wish("payouts-prod"), headers });
    expect(await program.problem("ask", { body: { ...wish("payouts-prod"), minutes: 45 }, headers })).toBe(
      "422 key-reused",
    );
    expect(await program.problem("cancel", { id: asked.id, headers })).toBe("422 key-reused");
    expect(await program.ask("request", { id: asked.id })).toMatchObject({ state: "pending", minutes: 30 });
  });

  test("by another token, even of the same person, is its own", async () => {
    const [one, other] = [await by("priya"), await by("priya")];
    const body = automatic("ledger-staging");
    const first = await one.ask("ask", { body, headers: keyed("mine") });
    const second = await other.send("ask", { body, headers: keyed("mine") });
    expect(replayOf(second)).toBeNull();
    expect(await second.text()).not.toContain(first.id);
  });
});

describe("at the same time", () => {
  test("DOS-01 it is done once, and nobody waits for it with a connection", async () => {
    const program = await by("ines");
    const sending = { body: automatic("payouts-staging"), headers: keyed("race") };
    const answers = await Promise.all(Array.from({ length: 12 }, () => program.send("ask", sending)));
    const told = answers.map(
      ({ status, headers }) => `${status} ${headers.get("idempotent-replay") ?? "first"}`,
    );
    expect(told.filter((each) => each === "201 first")).toHaveLength(1);
    expect(told.filter((each) => !["201 first", "201 true", "409 first"].includes(each))).toEqual([]);
    expect(await requestsOf("payouts-staging")).toBe(1);
    expect(replayOf(await program.send("ask", sending))).toBe("true");
  });

  test("one that is under way is said to be, and to be worth another try", async () => {
    const program = await by("leo");
    const { tokenId } = await asOwner(async () => {
      const { id } = await db().apiToken.findFirstOrThrow({
        where: { personId: { contains: "71c4e9d0" } },
        orderBy: { createdAt: "desc" },
      });
      return { tokenId: id };
    });
    const sending = { body: wish("fraud-prod"), headers: keyed("held") };
    const held = await stage.as("web", () =>
      db().$transaction(async (tx) => {
        await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${lockOf({ tokenId, key: "held" })}, 0))`;
        return program.send("ask", sending);
      }),
    );
    expect([held.status, held.headers.get("retry-after")]).toEqual([409, "1"]);
    expect(await held.json()).toMatchObject({ code: "key-in-use" });
    const after = await program.send("ask", sending);
    expect([after.status, replayOf(after)]).toEqual([201, null]);
  });
});

describe("what is kept", () => {
  test("is written with the change or not at all", async () => {
    const program = await by("tomasz");
    const sending = { body: wish("checkout-prod", "OrdersDeveloper"), headers: keyed("broken") };
    await asOwner(() => db().$executeRaw`revoke insert on api_answer from gatehouse_web`);
    expect(await program.problem("ask", sending)).toBe("500 failed");
    expect(await requestsOf("checkout-prod")).toBe(0);
    await asOwner(() => db().$executeRaw`grant insert on api_answer to gatehouse_web`);
    const after = await program.send("ask", sending);
    expect([after.status, replayOf(after)]).toEqual([201, null]);
  });

  test.each([
    ["change", `update api_answer set answer = '{}'`],
    ["take away", `delete from api_answer`],
  ])("the web cannot %s it", async (_, statement) => {
    await expect(stage.as("web", () => db().$executeRawUnsafe(statement))).rejects.toThrow(
      /permission denied/,
    );
  });

  test("is a hash of what was sent and the answer, and never the reason or the token", async () => {
    const kept = await asOwner(() => db().apiAnswer.findMany());
    expect(kept.length).toBeGreaterThan(5);
    expect(JSON.stringify(kept)).not.toMatch(/refunds|gh_/);
    for (const { sentHash } of kept) expect(sentHash).toHaveLength(32);
  });

  test("is kept for a day, swept, and the same call is made anew after it", async () => {
    const program = await by("marit");
    const sending = { body: wish("payments-prod", "DatabaseReader"), headers: keyed("day") };
    const first = await program.send("ask", sending);
    const before = await asOwner(() => db().apiAnswer.count());
    await stage.passMinutes(24 * 60 - 1);
    expect(replayOf(await program.send("ask", sending))).toBe("true");
    await stage.passMinutes(1);
    expect(await stage.worker((doing) => sweepAnswers(doing, 1))).toBe(1);
    expect(await stage.worker((doing) => sweepAnswers(doing))).toBe(before - 1);
    expect(await asOwner(() => db().apiAnswer.count())).toBe(0);
    const after = await program.send("ask", sending);
    expect([after.status, replayOf(after)]).toEqual([first.status, null]);
  });
});

test.each([
  ["an empty one", ""],
  ["one with a space", "a b"],
  ["one that is too long", "a".repeat(256)],
  ["one with other letters", "schl\u00fcssel"],
])("INJ-11 a key that cannot be kept is refused: %s", async (_, key) => {
  const program = await by("leo");
  expect(await program.problem("ask", { body: wish("payments-prod"), headers: keyed(key) })).toBe(
    "400 bad-key",
  );
  await asOwner(() => db().$executeRaw`update api_token set revoked_at = gatehouse_now()`);
});
