import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { cast } from "#demo/seed/organisation/cast.ts";
import { standingAlarms } from "#lib/core/alarms.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import type { Hook } from "#lib/core/hooks/hook.ts";
import { everyToldType, type ToldType } from "#lib/core/hooks/told-types.ts";
import { readAlarmFacts } from "#lib/db/alarm-facts.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { record } from "#lib/db/record.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { cancelRequest } from "../cancel-request.ts";
import { decideRequest } from "../decide-request.ts";
import { endGrant } from "../end-grant.ts";
import { lapseRequests } from "../lapse-requests.ts";
import { requestAccess } from "../request-access.ts";
import { administratorsGroupId } from "../testing/administrators.ts";
import { blocked } from "../testing/held-up.ts";
import { Stage, type Who } from "../testing/stage.ts";
import { answerReplays } from "./answer-replays.ts";
import { askReplay } from "./ask-replay.ts";
import { deliver } from "./deliver.ts";
import { noteHooks } from "./note-hooks.ts";
import { isSignedBy, Receiver } from "./receiver.fixture.ts";
import { replayFromHost } from "./replay-from-host.ts";
import { spreadEvents } from "./spread-events.ts";
import { sweepDeliveries } from "./sweep-deliveries.ts";

const SECRET = "w".repeat(40);
const NEXT_SECRET = "n".repeat(40);
const baseUrl = "https://gatehouse.halden.example";

let stage: Stage;
let receiver: Receiver;
beforeAll(async () => {
  stage = await Stage.set();
  receiver = await Receiver.start();
});
afterAll(async () => {
  await receiver.stop();
  await stage.strike();
});
beforeEach(async () => {
  receiver.forget();
  await stage.as("owner", async () => {
    await db().hookEvent.deleteMany();
    await db().hook.deleteMany();
  });
});
afterEach(() => {
  globalThis.gatehouseFailpoint = undefined;
});

const hook = (rest: Partial<Hook> & { name: string }): Hook => ({
  url: receiver.url(`/${rest.name}`),
  shape: "events",
  events: everyToldType,
  secrets: [SECRET],
  ...rest,
});
const siem = () => hook({ name: "siem" });

/** What the worker's job does: note the hooks, make the deliveries. */
const spread = (hooks: readonly Hook[]) =>
  stage.worker(async (doing) => {
    await noteHooks(doing, hooks);
    return spreadEvents(doing, { hooks, baseUrl });
  });
/** Delivers until nothing is due now. */
const post = (to: Hook, patienceMs = 2_000) =>
  stage.worker(async (doing) => {
    const faults: Error[] = [];
    for (let isMoreWaiting = true; isMoreWaiting; ) {
      const run = await deliver(doing, to, { zone: "UTC", patienceMs });
      faults.push(...run.faults);
      ({ isMoreWaiting } = run);
    }
    return faults;
  });
const run = async (hooks: readonly Hook[]) => {
  while ((await spread(hooks)).isMoreWaiting);
  for (const each of hooks) await post(each);
};

/** Something to tell, with nothing around it. */
const changeRules = (cause = "loaded on the host") =>
  stage.as("migrator", async () => {
    const doing = { actor: { kind: "host", user: "test" } as const, now: await readNow() };
    await db().$transaction((tx) =>
      record(tx, doing, {
        action: "rules.loaded",
        target: { kind: "rules", id: "rules", name: "rules file" },
        cause,
        details: { changed: 1, disabled: 0, names: [] },
      }),
    );
  });

const deliveries = () =>
  stage.as("worker", () =>
    db().hookDelivery.findMany({ orderBy: [{ createdAt: "asc" }, { hookName: "asc" }] }),
  );
const onlyDelivery = async () => {
  const [one, ...others] = await deliveries();
  if (!one || others.length > 0) throw new Error("There is not exactly one delivery.");
  return one;
};
const hookRow = (name: string) => stage.as("worker", () => db().hook.findUniqueOrThrow({ where: { name } }));
const alarms = () =>
  stage.worker(async ({ now }) =>
    standingAlarms(await readAlarmFacts(db(), now, 100 * 86_400_000)).filter(
      ({ kind }) => kind === "webhooks-undelivered",
    ),
  );

const eventShape = z.strictObject({
  version: z.literal(1),
  id: z.uuid(),
  type: z.enum(everyToldType),
  sequence: z.int(),
  occurredAt: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});
const events = (path = "/siem") =>
  receiver
    .at(path)
    .map(({ body }) => eventShape.parse(JSON.parse(body)))
    .toSorted((one, other) => one.sequence - other.sequence);

async function asked(who: Who, account: string, minutes = 15): Promise<string> {
  const result = await stage.ask(who, account, minutes);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.requestId;
}
async function decide(
  requestId: string,
  verdict: "approve" | "deny",
  grantedMinutes = 15,
  comment = "",
  by: Who = "priya",
) {
  const result = await stage.person(by, async (doing) => {
    const request = await db().request.findUniqueOrThrow({ where: { id: requestId } });
    return decideRequest(doing, {
      requestId,
      verdict,
      contentHash: contentHash(await requestContent(db(), request)),
      comment,
      grantedMinutes,
    });
  });
  if (!result.ok) throw new Error(result.refusal.code);
}

describe("what is told", () => {
  test("a request, its decision and its grant are told one by one, each with its link and the words that were written", async () => {
    const requestId = await asked("leo", "payments-prod", 30);
    await decide(requestId, "approve", 15, "Only a quarter.");
    await stage.sweep();
    const grant = await stage.as("worker", () => db().grant.findFirstOrThrow({ where: { requestId } }));
    const ended = await stage.person("leo", (doing) => endGrant(doing, grant.id));
    expect(ended.ok).toBe(true);
    await stage.sweep();
    await run([siem()]);
    const told = events();
    expect(told.map(({ type }) => type)).toEqual([
      "request.asked",
      "request.approved",
      "grant.active",
      "grant.ended",
    ]);
    expect(told[1]).toMatchObject({
      data: {
        by: { kind: "person", id: cast.priya.userId, name: cast.priya.displayName },
        why: "Only a quarter.",
        request: {
          id: requestId,
          state: "approved",
          minutes: 30,
          reason: "Replay stuck refunds.",
          ticket: null,
          rule: "Payments on call",
        },
        requester: { id: cast.leo.userId, name: cast.leo.displayName },
        account: { id: stage.accountId("payments-prod"), name: "payments-prod" },
        permissionSet: { arn: stage.permissionSetArn("PaymentsOperator"), name: "PaymentsOperator" },
        decision: { isByRule: false, minutes: 15, isShortened: true, comment: "Only a quarter.", stage: 1 },
        grant: { id: grant.id, state: "scheduled", endedAt: null },
        url: `${baseUrl}/requests/${requestId}`,
      },
    });
    expect(told[0]).toMatchObject({ data: { request: { state: "pending" }, decision: null, grant: null } });
    expect(told[2]).toMatchObject({ data: { grant: { id: grant.id, state: "active" }, decision: null } });
    expect(told[3]).toMatchObject({
      data: { grant: { id: grant.id, state: "ended", endReason: "ended-by-holder" } },
    });
    expect(new Set(told.map(({ id }) => id)).size).toBe(4);
    const sequences = told.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].toSorted((one, other) => one - other));
  });

  test.each<[string, ToldType, () => Promise<unknown>]>([
    [
      "a no",
      "request.denied",
      async () => decide(await asked("leo", "fraud-prod"), "deny", 15, "Ask for less."),
    ],
    [
      "a withdrawal",
      "request.cancelled",
      async () => {
        const id = await asked("leo", "fraud-prod");
        return stage.person("leo", (doing) => cancelRequest(doing, id));
      },
    ],
    [
      "a lapse",
      "request.lapsed",
      async () => {
        await asked("leo", "fraud-prod");
        await stage.passMinutes(25 * 60);
        return stage.worker(lapseRequests);
      },
    ],
    [
      "a removal that AWS refuses",
      "grant.removal-stuck",
      async () => {
        await blocked(stage, "leo", "payouts-prod");
        stage.simulator.clearFaults();
        await stage.passMinutes(6);
        await stage.sweep();
      },
    ],
    ["a change of the rules", "rules.changed", () => changeRules()],
  ])("%s is told as %s", async (_, type, act) => {
    await act();
    await run([hook({ name: "siem", events: [type] })]);
    expect(events().map((event) => event.type)).toEqual([type]);
  });

  test("a yes in part is told where it brings the request to its next stage", async () => {
    const words = { minutes: 30, reason: "The incident needs a hand in production.", ticket: "INC-7" };
    const result = await stage.person("priya", async (doing) => {
      return requestAccess(doing, {
        accountId: stage.accountId("payments-prod"),
        permissionSetArn: stage.permissionSetArn("AWSAdministratorAccess"),
        startsAt: null,
        ...words,
      });
    });
    if (!result.ok) throw new Error(result.refusal.code);
    const { requestId } = result.value;
    await decide(requestId, "approve", 30, "", "marit");
    await run([hook({ name: "siem", events: ["request.stage-reached"] })]);
    expect(events()).toMatchObject([
      {
        type: "request.stage-reached",
        data: { request: { state: "pending" }, decision: { minutes: null, stage: 1, reachesStage: 2 } },
      },
    ]);
  });

  test("AUD-01 a change that is rolled back is not told, and one whose event cannot be marked does not happen", async () => {
    await stage.as("worker", async () => {
      const doing = { actor: { kind: "host", user: "test" } as const, now: await readNow() };
      const entry = {
        action: "rules.loaded",
        target: { kind: "rules", id: "rules", name: "rules file" },
        cause: "rolled back",
      } as const;
      await expect(
        db().$transaction(async (tx) => {
          await record(tx, doing, entry);
          throw new Error("no");
        }),
      ).rejects.toThrow("no");
    });
    await run([siem()]);
    expect(receiver.received).toEqual([]);
    expect(await stage.as("worker", () => db().hookEvent.count())).toBe(0);

    await stage.as("owner", () => db().$executeRaw`revoke insert on hook_event from gatehouse_web`);
    await stage.as(
      "owner",
      () => db().$executeRaw`revoke insert (audit_event_id, occurred_at) on hook_event from gatehouse_web`,
    );
    try {
      await expect(stage.ask("leo", "ledger-prod")).rejects.toThrow();
    } finally {
      await stage.as(
        "owner",
        () => db().$executeRaw`grant insert (audit_event_id, occurred_at) on hook_event to gatehouse_web`,
      );
    }
    const asking = await stage.as("worker", () =>
      db().request.count({ where: { accountId: stage.accountId("ledger-prod") } }),
    );
    expect(asking).toBe(0);
  });

  test("each hook gets what it asked for, in its own shape, and one that is configured later nothing of before", async () => {
    const chat = hook({ name: "chat", shape: "slack", events: ["rules.changed"], secrets: [] });
    const other = hook({ name: "other", events: ["grant.ended"] });
    await changeRules();
    await run([siem(), chat, other]);
    await run([siem(), chat, other, hook({ name: "late" })]);
    expect(receiver.received.map(({ path }) => path).toSorted()).toEqual(["/chat", "/siem"]);
    const [message] = receiver.at("/chat");
    expect(z.object({ text: z.string() }).parse(JSON.parse(message?.body ?? "")).text).toBe(
      "test on the host changed the rules: 1 rule new or changed.",
    );
    expect(message?.headers["gatehouse-signature"]).toBeUndefined();
  });

  test("an event that cannot be made ready holds up no other, and is told once it can be", async () => {
    await stage.as("owner", async () => {
      const { id } = await db().auditEvent.create({
        data: {
          at: await readNow(),
          action: "request.asked",
          actorKind: "worker",
          actorId: "w",
          actorName: "Gatehouse",
          targetKind: "request",
          targetId: "x",
          targetName: "x",
          cause: "of nothing",
          details: {},
        },
      });
      await db().hookEvent.create({ data: { auditEventId: id, occurredAt: await readNow() } });
    });
    await changeRules();
    const { made, faults } = await spread([siem()]);
    expect([made, faults.map(({ message }) => message)]).toEqual([
      1,
      [expect.stringMatching(/^the event [0-9a-f-]{36} could not be made ready$/)],
    ]);
    await post(siem());
    expect(events().map(({ type }) => type)).toEqual(["rules.changed"]);
  });
});

describe("signature", () => {
  const header = (place: number) => String(receiver.at("/siem")[place]?.headers["gatehouse-signature"]);

  test("a receiver that knows the secret verifies who wrote it and when; another secret, moment or body does not fit", async () => {
    await changeRules();
    await run([siem()]);
    const [got] = receiver.at("/siem");
    const body = got?.body ?? "";
    const now = await stage.as("worker", () => readNow());
    expect(got?.headers).toMatchObject({
      "content-type": "application/json",
      "gatehouse-event": "rules.changed",
      "gatehouse-delivery": (await onlyDelivery()).id,
    });
    expect(isSignedBy(SECRET, header(0), body, now)).toBe(true);
    expect(isSignedBy(NEXT_SECRET, header(0), body, now)).toBe(false);
    expect(isSignedBy(SECRET, header(0), `${body} `, now)).toBe(false);
    const later = header(0).replace(/t=(\d+)/, (_, t: string) => `t=${Number(t) + 60}`);
    expect(isSignedBy(SECRET, later, body, now)).toBe(false);
    expect(isSignedBy(SECRET, header(0), body, new Date(now.getTime() + 301_000))).toBe(false);
  });

  test("SEC-02 two secrets at once sign twice, so that either side can change first", async () => {
    await changeRules();
    await run([hook({ name: "siem", secrets: [NEXT_SECRET, SECRET] })]);
    const now = await stage.as("worker", () => readNow());
    const body = receiver.at("/siem")[0]?.body ?? "";
    expect(header(0)).toMatch(/^t=\d+,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
    for (const secret of [SECRET, NEXT_SECRET]) expect(isSignedBy(secret, header(0), body, now)).toBe(true);
  });

  test("what the guide shows for Node says the same", async () => {
    await changeRules();
    await run([siem()]);
    const guide = readFileSync("docs/webhooks.md", "utf8");
    const code = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
    const shown: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    const { isFromGatehouse } = z
      .object({
        isFromGatehouse: z.custom<(header: string, body: string, secret: string, seconds: number) => boolean>(
          (value) => typeof value === "function",
        ),
      })
      .parse(shown);
    const body = receiver.at("/siem")[0]?.body ?? "";
    const seconds = (await stage.as("worker", () => readNow())).getTime() / 1_000;
    expect(isFromGatehouse(header(0), body, SECRET, seconds)).toBe(true);
    expect(isFromGatehouse(header(0), body, NEXT_SECRET, seconds)).toBe(false);
    expect(isFromGatehouse(header(0), `${body} `, SECRET, seconds)).toBe(false);
    expect(isFromGatehouse(header(0), body, SECRET, seconds + 301)).toBe(false);
    expect(isFromGatehouse("t=1", body, SECRET, 1)).toBe(false);
    expect(isFromGatehouse("", body, SECRET, seconds)).toBe(false);
  });
});

describe("a receiver that does not take it", () => {
  test("is tried again after pauses that grow, with the same event and the same body, until it does", async () => {
    await changeRules();
    receiver.answers("/siem", 500);
    await run([siem()]);
    await run([siem()]);
    expect(receiver.at("/siem")).toHaveLength(1);
    expect(await onlyDelivery()).toMatchObject({
      state: "waiting",
      attempts: 1,
      status: 500,
      answer: "said 500",
      failure: "answered 500",
    });
    expect(await hookRow("siem")).toMatchObject({ failure: "answered 500", failingSince: expect.any(Date) });
    await stage.passMinutes(1);
    await run([siem()]);
    expect(receiver.at("/siem")).toHaveLength(2);
    receiver.answers("/siem", 200);
    await run([siem()]);
    expect(receiver.at("/siem")).toHaveLength(2);
    await stage.passMinutes(1);
    await run([siem()]);
    const got = receiver.at("/siem");
    expect(got).toHaveLength(3);
    expect(new Set(got.map(({ body }) => body)).size).toBe(1);
    expect(new Set(got.map(({ headers }) => headers["gatehouse-delivery"])).size).toBe(1);
    expect(new Set(got.map(({ headers }) => headers["gatehouse-signature"])).size).toBe(3);
    expect(await onlyDelivery()).toMatchObject({
      state: "delivered",
      status: 200,
      failure: null,
      sentBody: got[0]?.body,
    });
    expect(await hookRow("siem")).toMatchObject({ failure: null, failingSince: null });
    await stage.passMinutes(60);
    await run([siem()]);
    expect(receiver.at("/siem")).toHaveLength(3);
  });

  test("is given up after a day", async () => {
    await changeRules();
    receiver.answers("/siem", 503);
    await run([siem()]);
    for (let hours = 0; hours < 26; hours += 1) {
      await stage.passMinutes(60);
      await run([siem()]);
    }
    const tried = receiver.at("/siem").length;
    expect(tried).toBeGreaterThan(8);
    expect(await onlyDelivery()).toMatchObject({ state: "given_up", failure: "answered 503" });
    await stage.passMinutes(600);
    await run([siem()]);
    expect(receiver.at("/siem")).toHaveLength(tried);
  });

  test("is tried once more when no worker ran for days", async () => {
    await changeRules();
    receiver.answers("/siem", 503);
    await run([siem()]);
    await changeRules();
    await spread([siem()]);
    await stage.passMinutes(3 * 1_440);
    receiver.answers("/siem", 200);
    await spread([siem()]);
    expect(await stage.worker(sweepDeliveries)).toEqual({ givenUp: 0, removed: 0 });
    await post(siem());
    expect((await deliveries()).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
  });

  test("is left alone for as long as it asks", async () => {
    await changeRules();
    receiver.answers("/siem", (response) => response.writeHead(429, { "retry-after": "600" }).end());
    await run([siem()]);
    await stage.passMinutes(9);
    await run([siem()]);
    expect(receiver.at("/siem")).toHaveLength(1);
    await stage.passMinutes(2);
    await run([siem()]);
    expect(receiver.at("/siem")).toHaveLength(2);
  });

  test("redirects are not followed", async () => {
    await changeRules();
    receiver.answers("/siem", (response) => response.writeHead(307, { location: "/elsewhere" }).end());
    await run([siem()]);
    expect(receiver.at("/elsewhere")).toEqual([]);
    expect(await onlyDelivery()).toMatchObject({
      state: "waiting",
      status: 307,
      failure: "answered 307; redirects are not followed",
    });
  });

  test("one that never answers is left after a while, and holds up no other", async () => {
    await changeRules();
    receiver.answers("/dead", () => undefined);
    const dead = hook({ name: "dead" });
    await spread([dead, siem()]);
    const waiting = post(dead, 700);
    await post(siem());
    expect((await deliveries()).map(({ hookName, state }) => [hookName, state])).toEqual([
      ["dead", "waiting"],
      ["siem", "delivered"],
    ]);
    expect(await waiting).toEqual([]);
    expect((await deliveries())[0]).toMatchObject({ status: null, failure: "no answer within 0.7 s" });
  });

  test("one that is not there is told by the connection's own word, without the address", async () => {
    await changeRules();
    const nowhere = hook({ name: "siem", url: "http://127.0.0.1:1/a-secret-path" });
    await run([nowhere]);
    expect(await onlyDelivery()).toMatchObject({
      status: null,
      failure: expect.stringMatching(/^no connection/),
    });
  });

  test("WEB-11 of an answer the first KiB is kept, as text, however long it goes on", async () => {
    await changeRules();
    let writes = 0;
    receiver.answers("/siem", (response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.write("\u0000\u001b[31mred\u202e ");
      const more = setInterval(() => {
        writes += 1;
        response.write("x".repeat(400));
      }, 5);
      response.once("close", () => clearInterval(more));
    });
    await run([siem()]);
    // Reading on until patience ends would take hundreds.
    expect(writes).toBeLessThan(100);
    const { state, answer } = await onlyDelivery();
    expect(state).toBe("delivered");
    expect(answer).toMatch(/^\[31mred +x+$/);
    expect(answer?.length).toBeLessThanOrEqual(1_024);
  });

  test("one whose answer begins and never ends has answered", async () => {
    await changeRules();
    receiver.answers("/siem", (response) => {
      response.writeHead(202);
      response.write("taken");
    });
    await spread([siem()]);
    expect(await post(siem(), 500)).toEqual([]);
    expect(await onlyDelivery()).toMatchObject({ state: "delivered", status: 202, answer: "taken" });
  });
});

describe("a receiver that is gone", () => {
  test("is switched off by its 410 until its configuration is another; what waits meanwhile is told then", async () => {
    receiver.answers("/siem", 410);
    await changeRules("first");
    await run([siem()]);
    await changeRules("second");
    await stage.passMinutes(30);
    await run([siem()]);
    expect(receiver.at("/siem")).toHaveLength(1);
    expect(await hookRow("siem")).toMatchObject({ offSince: expect.any(Date), failure: "answered 410" });
    expect(await alarms()).toMatchObject([{ summary: "siem answered that it is gone and is off." }]);
    const off = await stage.as("worker", () => db().auditEvent.count({ where: { action: "webhook.off" } }));
    expect(off).toBe(1);

    const anew = hook({ name: "siem", url: receiver.url("/anew") });
    await run([anew]);
    expect(events("/anew").map(({ data }) => data.why)).toEqual(["first", "second"]);
    expect(await hookRow("siem")).toMatchObject({ offSince: null, failure: null });
    expect(await alarms()).toEqual([]);
    // A worker that still has the old configuration leaves it alone.
    await changeRules("third");
    await spread([anew]);
    await post(siem());
    expect(receiver.at("/siem")).toHaveLength(1);
  });

  test("what waits for one that is off is given up after a day", async () => {
    receiver.answers("/siem", 410);
    await changeRules();
    await run([siem()]);
    await changeRules();
    await run([siem()]);
    await stage.passMinutes(23 * 60);
    await spread([siem()]);
    expect(await stage.worker(sweepDeliveries)).toMatchObject({ givenUp: 0 });
    await stage.passMinutes(61);
    await spread([siem()]);
    expect(await stage.worker(sweepDeliveries)).toMatchObject({ givenUp: 2 });
    expect((await deliveries()).map(({ failure }) => failure)).toEqual([
      "answered 410",
      "the webhook is off",
    ]);
  });

  test("nobody posts to one that no worker has any more; what waits for it is given up", async () => {
    await changeRules();
    await spread([siem()]);
    await stage.passMinutes(9);
    expect(await stage.worker(sweepDeliveries)).toEqual({ givenUp: 0, removed: 0 });
    await stage.passMinutes(2);
    expect(await stage.worker(sweepDeliveries)).toEqual({ givenUp: 1, removed: 0 });
    expect(await onlyDelivery()).toMatchObject({
      state: "given_up",
      failure: "no worker has this webhook any more",
    });
  });
});

describe("workers that die", () => {
  test("what one had posted when it died is posted again when its lease ends, as the same event; not before", async () => {
    await changeRules();
    await spread([siem()]);
    globalThis.gatehouseFailpoint = (point) => {
      if (point === "hook: answered") throw new Error("killed");
    };
    expect(await post(siem())).toHaveLength(1);
    globalThis.gatehouseFailpoint = undefined;
    await post(siem());
    expect(receiver.at("/siem")).toHaveLength(1);
    await stage.passMinutes(1);
    await post(siem());
    const [first, second, ...more] = receiver.at("/siem");
    expect(more).toEqual([]);
    expect(second?.body).toBe(first?.body);
    expect(await onlyDelivery()).toMatchObject({ state: "delivered", attempts: 2 });
  });

  test("one that comes back after its lease changes nothing of what another has settled", async () => {
    await changeRules();
    await spread([siem()]);
    receiver.answers("/siem", 500);
    const slow = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    globalThis.gatehouseFailpoint = async () => {
      globalThis.gatehouseFailpoint = undefined;
      reached.resolve();
      await slow.promise;
    };
    const late = post(siem());
    await reached.promise;
    await stage.passMinutes(1);
    receiver.answers("/siem", 200);
    await post(siem());
    slow.resolve();
    expect(await late).toEqual([]);
    expect(await onlyDelivery()).toMatchObject({ state: "delivered", status: 200, failure: null });
  });

  test("two that spread and deliver at once post each event once", async () => {
    for (let each = 0; each < 12; each += 1) await changeRules(`change ${each}`);
    await stage.worker((doing) => noteHooks(doing, [siem()]));
    const both = <T>(act: () => Promise<T>) => Promise.all([act(), act()]);
    await both(() => spread([siem()]));
    await spread([siem()]);
    await both(() => post(siem()));
    await post(siem());
    expect(events().map(({ data }) => data.why)).toEqual(
      Array.from({ length: 12 }, (_, each) => `change ${each}`),
    );
  });
});

test("what waits for more than an hour is an alarm, until it is delivered", async () => {
  await changeRules();
  receiver.answers("/siem", 500);
  await run([siem()]);
  await stage.passMinutes(59);
  expect(await alarms()).toEqual([]);
  await stage.passMinutes(2);
  expect(await alarms()).toMatchObject([{ summary: "1 webhook delivery waits for more than an hour." }]);
  receiver.answers("/siem", 200);
  await run([siem()]);
  expect(await alarms()).toEqual([]);
});

test("events go after thirty days, with their deliveries; younger ones stay", async () => {
  await changeRules("old");
  await run([siem()]);
  await stage.passMinutes(29 * 1_440);
  await changeRules("young");
  await run([siem()]);
  expect(await stage.worker(sweepDeliveries)).toMatchObject({ removed: 0 });
  await stage.passMinutes(1_441);
  expect(await stage.worker(sweepDeliveries)).toMatchObject({ removed: 1 });
  expect((await deliveries()).map(({ sentBody }) => /young/.test(sentBody ?? ""))).toEqual([true]);
});

test("SEC-01 neither an address's path nor a secret is in the database", async () => {
  await changeRules();
  const quiet = hook({ name: "siem", url: receiver.url("/a-path-that-is-a-secret") });
  receiver.answers("/a-path-that-is-a-secret", 500);
  await run([quiet]);
  const kept = await stage.as(
    "owner",
    () =>
      db().$queryRaw<{ kept: string }[]>`
      select (select string_agg(h::text, ' ') from hook h) || (select string_agg(d::text, ' ') from hook_delivery d)
        || (select string_agg(e::text, ' ') from hook_event e) as kept`,
  );
  expect(kept[0]?.kept).toContain("siem");
  expect(kept[0]?.kept).toContain("http://127.0.0.1");
  expect(kept[0]?.kept).not.toContain("a-path-that-is-a-secret");
  expect(kept[0]?.kept).not.toContain(SECRET);
});

describe("sending again", () => {
  const replaying = () =>
    stage.worker((doing) => answerReplays(doing, { administratorsGroupId: administratorsGroupId(stage) }));
  const ask = (who: Who, id: string) =>
    stage.person(who, async (doing) => {
      const result = await askReplay(doing, id);
      return result.ok ? "asked" : result.refusal.code;
    });
  const actions = async () => {
    const found = await stage.as("worker", () =>
      db().auditEvent.findMany({
        where: { targetKind: "webhook-delivery" },
        orderBy: { id: "asc" },
        select: { action: true, actorName: true },
      }),
    );
    return found.map(({ action }) => action);
  };
  beforeEach(async () => {
    await changeRules();
    await run([siem()]);
  });

  test("an administrator asks, the worker sends the same event once more, and both are in the audit", async () => {
    const { id } = await onlyDelivery();
    expect(await ask("marit", id)).toBe("asked");
    await run([siem()]);
    expect(receiver.at("/siem")).toHaveLength(1);
    expect(await ask("marit", id)).toBe("ask-open");
    expect(await replaying()).toEqual({ answered: 1, faults: [] });
    expect(await ask("marit", id)).toBe("still-waiting");
    await run([siem()]);
    const [first, second] = receiver.at("/siem");
    expect(second?.body).toBe(first?.body);
    expect(await onlyDelivery()).toMatchObject({ id, state: "delivered", attempts: 2, againAskedAt: null });
    expect((await actions()).slice(-2)).toEqual(["webhook.replay-asked", "webhook.replayed"]);
    expect(await replaying()).toEqual({ answered: 0, faults: [] });
  });

  test.each<[Who, string]>([
    ["amara", "unknown"],
    ["leo", "unknown"],
  ])("%s may not ask", async (who, refusal) => {
    const { id } = await onlyDelivery();
    expect(await ask(who, id)).toBe(refusal);
    expect(await onlyDelivery()).toMatchObject({ againAskedAt: null });
  });

  test("an ask that names somebody who is no administrator is refused by the worker, and recorded", async () => {
    const { id } = await onlyDelivery();
    await stage.as("web", () =>
      db().hookDelivery.updateMany({
        where: { id },
        data: {
          againAskedAt: new Date(),
          againAskedById: cast.leo.userId,
          againAskedByName: "Marit Solheim",
        },
      }),
    );
    expect(await replaying()).toEqual({ answered: 1, faults: [] });
    await run([siem()]);
    expect(receiver.at("/siem")).toHaveLength(1);
    expect(await onlyDelivery()).toMatchObject({ state: "delivered", againAskedAt: null });
    expect((await actions()).at(-1)).toBe("webhook.replay-refused");
  });

  test("the host has sent again what it names, or everything of a webhook that was given up", async () => {
    const { id } = await onlyDelivery();
    const host = (which: Parameters<typeof replayFromHost>[1]) =>
      stage.as("migrator", async () =>
        replayFromHost({ actor: { kind: "host", user: "ops" }, now: await readNow() }, which),
      );
    expect(await host({ givenUpOf: "siem" })).toBe(0);
    expect(await host({ ids: [id, "8f3b1f5e-4a63-4a54-9a5c-0f8f3f6f2a11"] })).toBe(1);
    expect(await host({ ids: [id] })).toBe(0);
    receiver.answers("/siem", 500);
    await run([siem()]);
    await stage.passMinutes(25 * 60);
    await run([siem()]);
    expect(await onlyDelivery()).toMatchObject({ state: "given_up" });
    expect(await host({ givenUpOf: "siem" })).toBe(1);
    receiver.answers("/siem", 200);
    await run([siem()]);
    expect(await onlyDelivery()).toMatchObject({ state: "delivered" });
  });

  test("one that was given up is tried for another day", async () => {
    receiver.answers("/siem", 500);
    await changeRules();
    await run([siem()]);
    await stage.passMinutes(25 * 60);
    await run([siem()]);
    const [given] = (await deliveries()).filter(({ state }) => state === "given_up");
    expect(await ask("marit", given?.id ?? "")).toBe("asked");
    await replaying();
    await run([siem()]);
    receiver.answers("/siem", 200);
    await stage.passMinutes(1);
    await run([siem()]);
    expect((await deliveries()).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
  });
});

describe("AWS-02 the web's role", () => {
  beforeEach(async () => {
    await changeRules();
    await run([siem()]);
  });
  test.each<[string, string]>([
    ["cannot say that something was delivered", "update hook_delivery set state = 'delivered'"],
    ["cannot have something sent at once", "update hook_delivery set due_at = now()"],
    ["cannot change what was sent", "update hook_delivery set sent_body = 'x'"],
    [
      "cannot make a delivery",
      "insert into hook_delivery (event_id, hook_name, created_at, waiting_since, give_up_at, due_at) select id, 'siem', now(), now(), now(), now() from hook_event",
    ],
    ["cannot remove one", "delete from hook_delivery"],
    ["cannot remove an event", "delete from hook_event"],
    ["cannot say what is told of an event", "update hook_event set content = '{}'"],
    [
      "cannot write an event's words",
      "insert into hook_event (audit_event_id, occurred_at, type, content) values (1, now(), 'rules.changed', '{}')",
    ],
    [
      "cannot tell of what is not in the audit",
      "insert into hook_event (audit_event_id, occurred_at) values (999999999, now())",
    ],
    [
      "cannot make a hook",
      "insert into hook (name, shape, origin, fingerprint, configured_at) values ('x', 'events', 'x', 'x', now())",
    ],
    ["cannot move a hook", "update hook set origin = 'https://evil.example'"],
    ["cannot switch one on", "update hook set off_fingerprint = null"],
    [
      "cannot take an ask back",
      "update hook_delivery set again_asked_at = null, again_asked_by_id = null, again_asked_by_name = null",
    ],
    ["cannot ask in nobody's name", "update hook_delivery set again_asked_at = now()"],
  ])("%s", async (_, sql) => {
    await expect(stage.as("web", () => db().$executeRawUnsafe(sql))).rejects.toThrow();
  });

  test("may ask for a delivery once, and for none that waits", async () => {
    const ask = () =>
      stage.as(
        "web",
        () =>
          db()
            .$executeRaw`update hook_delivery set again_asked_at = now(), again_asked_by_id = 'a', again_asked_by_name = 'A'`,
      );
    expect(await ask()).toBe(1);
    await expect(ask()).rejects.toThrow("asked for already");
    await stage.as("owner", () => db().hookDelivery.deleteMany());
    await changeRules();
    await spread([siem()]);
    await expect(ask()).rejects.toThrow("hook_delivery_again_of_settled");
  });
});
