import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { Stage, type Who } from "#lib/operations/testing/stage.ts";
import { revokeToken } from "#lib/operations/tokens/revoke-token.ts";
import { tokensFor } from "#lib/queries/tokens.ts";
import { type Named, Program } from "./testing/program.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

beforeEach(async () => {
  await stage.as("owner", () => db().$executeRaw`update api_token set revoked_at = gatehouse_now()`);
});

const by = (who: Who) => Program.of(stage, who);

async function pending(program: Program, account: string): Promise<string> {
  const { id } = await program.ask("ask", {
    body: {
      accountId: stage.accountId(account),
      permissionSetId: stage.permissionSetArn("PaymentsOperator").split("/").at(-1),
      minutes: 30,
      reason: "Replay stuck refunds.",
    },
  });
  return id;
}

/** What to send so that the call waits while all is as it is now. */
async function asKnown(program: Program, name: Named, id: string, wait: number) {
  const seen = await program.send(name, { id });
  return { id, query: { wait: String(wait) }, headers: { "if-none-match": seen.headers.get("etag") ?? "" } };
}

/** What came of it, and after how long. */
async function timed<T>(work: Promise<T>): Promise<{ came: T; afterMs: number }> {
  const began = performance.now();
  const came = await work;
  return { came, afterMs: performance.now() - began };
}

describe("a program that waits", () => {
  test("for a request is answered as soon as it is another", async () => {
    const program = await by("leo");
    const id = await pending(program, "payments-prod");
    const waiting = timed(program.ask("request", await asKnown(program, "request", id, 30)));
    await program.ask("me");
    await program.ask("cancel", { id });
    const { came, afterMs } = await waiting;
    expect(came).toMatchObject({ id, state: "cancelled" });
    expect(afterMs).toBeLessThan(10_000);
  });

  test("for a grant is answered as soon as it is given back", async () => {
    const program = await by("ines");
    const asked = await program.ask("ask", {
      body: {
        accountId: stage.accountId("payments-dev"),
        permissionSetId: stage.permissionSetArn("AWSReadOnlyAccess").split("/").at(-1),
        minutes: 30,
        reason: "Look around.",
      },
    });
    const id = asked.grantId ?? "";
    const before = await program.ask("grant", { id });
    const waiting = timed(program.ask("grant", await asKnown(program, "grant", id, 30)));
    await program.ask("me");
    await program.ask("giveBack", { id });
    const { came, afterMs } = await waiting;
    expect(Date.parse(came.endsAt)).toBeLessThan(Date.parse(before.endsAt));
    expect(afterMs).toBeLessThan(10_000);
  });

  test("is told that nothing is new once its time is over", async () => {
    const program = await by("leo");
    const id = await pending(program, "ledger-prod");
    const { came, afterMs } = await timed(program.send("request", await asKnown(program, "request", id, 1)));
    expect(came.status).toBe(304);
    expect(afterMs).toBeGreaterThanOrEqual(950);
    expect(afterMs).toBeLessThan(10_000);
  });

  test("and knows nothing yet, or something else, is answered at once", async () => {
    const program = await by("jonas");
    const id = await pending(program, "payouts-prod");
    for (const headers of [{}, { "if-none-match": '"something-else"' }]) {
      const { came, afterMs } = await timed(program.send("request", { id, query: { wait: "60" }, headers }));
      expect(came.status).toBe(200);
      expect(afterMs).toBeLessThan(10_000);
    }
  });

  test.each(["61", "-1", "1.5", "soon"])("WEB-05 does not for %j seconds", async (wait) => {
    const program = await by("leo");
    expect(await program.problem("request", { id: crypto.randomUUID(), query: { wait } })).toBe(
      "400 invalid",
    );
  });

  test("SES-03 and whose token is revoked meanwhile learns nothing of what is new", async () => {
    const program = await by("tomasz");
    const { id } = await program.ask("ask", {
      body: {
        accountId: stage.accountId("orders-prod"),
        permissionSetId: stage.permissionSetArn("OrdersDeveloper").split("/").at(-1),
        minutes: 30,
        reason: "An order hangs.",
      },
    });
    const other = await by("tomasz");
    const waiting = program.problem("request", await asKnown(program, "request", id, 30));
    await stage.person("tomasz", async (doing) => {
      const tokens = await tokensFor(doing.actor.viewer, "own");
      const first = tokens.at(-1);
      expect(await revokeToken(doing, first?.id ?? "")).toMatchObject({ ok: true });
    });
    await other.ask("cancel", { id });
    expect(await waiting).toBe("401 no-token");
  });
});

describe("DOS-01 waits", () => {
  test("of one token are few, and of another its own; who leaves makes room", async () => {
    const [one, another] = [await by("leo"), await by("leo")];
    const id = await pending(one, "fraud-prod");
    const known = await asKnown(one, "request", id, 30);
    const leaving = new AbortController();
    const five = Array.from({ length: 5 }, () => one.send("request", { ...known, signal: leaving.signal }));
    // Whichever comes last is the only one that is answered while nothing is new.
    const fifth = await Promise.race(five);
    expect([fifth.status, fifth.headers.get("retry-after")]).toEqual([429, "5"]);
    expect(await fifth.json()).toMatchObject({ code: "too-many-waits" });
    const others = another.send("request", { ...known, signal: leaving.signal });
    const left = timed(Promise.all([...five, others]));
    leaving.abort();
    expect((await left).afterMs).toBeLessThan(10_000);
    const again = timed(one.ask("request", known));
    await one.ask("cancel", { id });
    expect((await again).came).toMatchObject({ state: "cancelled" });
  });

  test("hold no connection: with more of them than there are, others are answered", async () => {
    const people: Who[] = ["leo", "ines", "jonas", "priya"];
    const programs = await Promise.all(people.map(by));
    const leaving = new AbortController();
    const waits: Promise<Response>[] = [];
    for (const program of programs) {
      const known = await asKnown(program, "request", await pending(program, "payments-prod"), 60);
      for (let one = 0; one < 4; one += 1)
        waits.push(program.send("request", { ...known, signal: leaving.signal }));
    }
    const marit = await by("marit");
    const { came, afterMs } = await timed(Promise.all(Array.from({ length: 20 }, () => marit.ask("me"))));
    expect(came).toHaveLength(20);
    expect(afterMs).toBeLessThan(10_000);
    leaving.abort();
    for (const { status } of await Promise.all(waits)) expect(status).toBe(304);
  });
});
