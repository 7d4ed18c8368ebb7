import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { record } from "#lib/db/record.ts";
import { deliver } from "#lib/operations/hooks/deliver.ts";
import { noteHooks } from "#lib/operations/hooks/note-hooks.ts";
import { Receiver } from "#lib/operations/hooks/receiver.fixture.ts";
import { spreadEvents } from "#lib/operations/hooks/spread-events.ts";
import { Stage, type Who } from "#lib/operations/testing/stage.ts";
import { ROWS } from "../access/page-of.ts";
import { type DeliveryFilters, deliveriesFor } from "./deliveries.ts";
import { deliveryFor } from "./delivery.ts";
import { hooksFor } from "./hooks.ts";

const CHANGES = 60;
let stage: Stage;
let receiver: Receiver;
let requestId: string;
beforeAll(async () => {
  stage = await Stage.set();
  receiver = await Receiver.start();
  receiver.answers("/chat", 500);
  receiver.answers("/gone", 410);
  await stage.as("owner", () => db().hookEvent.deleteMany());
  const asked = await stage.ask("leo", "payments-prod");
  if (!asked.ok) throw new Error(asked.refusal.code);
  ({ requestId } = asked.value);
  await stage.as("migrator", async () => {
    const doing = { actor: { kind: "host", user: "test" } as const, now: await readNow() };
    const target = { kind: "rules", id: "rules", name: "rules file" };
    for (let each = 0; each < CHANGES; each += 1)
      await record(db(), doing, { action: "rules.loaded", target, cause: `change ${each}` });
  });
  const hook = (name: string, rest = {}) =>
    ({
      name,
      url: receiver.url(`/${name}`),
      shape: "events",
      events: ["rules.changed"],
      secrets: [],
      ...rest,
    }) as const;
  const hooks = [
    hook("siem", { events: ["rules.changed", "request.asked"] }),
    hook("chat", { events: ["request.asked"] }),
    hook("gone", { events: ["request.asked"] }),
  ] as const;
  await stage.worker(async (doing) => {
    await noteHooks(doing, hooks);
    for (let isMoreWaiting = true; isMoreWaiting; )
      ({ isMoreWaiting } = await spreadEvents(doing, { hooks, baseUrl: "https://gatehouse.halden.example" }));
    for (const each of hooks)
      for (let isMoreWaiting = true; isMoreWaiting; )
        ({ isMoreWaiting } = await deliver(doing, each, { zone: "UTC" }));
  });
});
afterAll(async () => {
  await receiver.stop();
  await stage.strike();
});

const asViewer = <T>(who: Who, read: (viewer: Viewer) => Promise<T>) =>
  stage.person(who, ({ actor }) => read(actor.viewer));
const list = (filters: DeliveryFilters = {}, place = {}) =>
  asViewer("amara", (viewer) => deliveriesFor(viewer, filters, place));

describe("WEB-04 only administrators and auditors see", () => {
  test.each<[Who, boolean]>([
    ["marit", true],
    ["amara", true],
    ["leo", false],
    ["priya", false],
  ])("%s: %s", async (who, isSeen) => {
    const [one] = (await list()).rows;
    const seen = await asViewer(who, async (viewer) => [
      (await hooksFor(viewer)).length > 0,
      (await deliveriesFor(viewer, {}, {})).total > 0,
      (await deliveryFor(viewer, one?.id ?? "")) !== null,
    ]);
    expect(seen).toEqual([isSeen, isSeen, isSeen]);
  });
});

test("hooks are listed with how they do, without the path of their address", async () => {
  const hooks = await asViewer("amara", hooksFor);
  const origin = new URL(receiver.url("/")).origin;
  expect(hooks).toMatchObject([
    {
      name: "chat",
      origin,
      isOff: false,
      failure: "answered 500",
      waiting: 1,
      givenUp: 0,
      deliveredAt: null,
    },
    { name: "gone", origin, isOff: true, failure: "answered 410", waiting: 1 },
    { name: "siem", origin, isOff: false, failingSince: null, waiting: 0, deliveredAt: expect.any(Date) },
  ]);
  expect(hooks.every(({ isConfigured }) => isConfigured)).toBe(true);
});

describe("deliveries", () => {
  test.each<[string, DeliveryFilters, number]>([
    ["all", {}, CHANGES + 3],
    ["those that wait", { state: "waiting" }, 2],
    ["those that were delivered", { state: "delivered" }, CHANGES + 1],
    ["those that were given up", { state: "given_up" }, 0],
    ["one hook's", { hook: "siem" }, CHANGES + 1],
    ["one hook's that wait", { hook: "chat", state: "waiting" }, 1],
    ["those of a hook that there is not", { hook: "nowhere" }, 0],
  ])("%s are counted", async (_, filters, total) => {
    expect((await list(filters)).total).toBe(total);
  });

  test("pages hold every delivery once, forwards and backwards", async () => {
    const pages: string[][] = [];
    let place: { after?: string } = {};
    for (;;) {
      const page = await list({ hook: "siem" }, place);
      expect(page.skipped).toBe(pages.flat().length);
      pages.push(page.rows.map(({ id }) => id));
      if (page.next === null) break;
      place = { after: page.next };
    }
    expect(pages.map(({ length }) => length)).toEqual([ROWS, ROWS, CHANGES + 1 - 2 * ROWS]);
    expect(new Set(pages.flat()).size).toBe(CHANGES + 1);
    const back = await list({ hook: "siem" }, { before: pages[2]?.[0] });
    expect(back.rows.map(({ id }) => id)).toEqual(pages[1]);
    expect(back.skipped).toBe(ROWS);
    expect((await list({ hook: "siem" }, { before: back.rows[0]?.id })).previous).toBeNull();
  });

  test("one that is about a request names it, and shows what was sent and answered", async () => {
    const [row] = (await list({ hook: "chat" })).rows;
    expect(row).toMatchObject({
      type: "request.asked",
      about: { requestId, role: "PaymentsOperator in payments-prod" },
      state: "waiting",
      attempts: 1,
    });
    const one = await asViewer("marit", (viewer) => deliveryFor(viewer, row?.id ?? ""));
    expect(one).toMatchObject({ status: 500, answer: "said 500", shape: "events", askedAgainBy: null });
    expect(one?.sentBody).toBe(receiver.at("/chat")[0]?.body);
    expect(one?.sentBody).toContain(`"sequence":${one?.sequence},`);
  });

  test("nothing is found by an id that there is not", async () => {
    const id = "8f3b1f5e-4a63-4a54-9a5c-0f8f3f6f2a11";
    expect(await asViewer("marit", (viewer) => deliveryFor(viewer, id))).toBeNull();
    expect((await list({ hook: "chat" }, { after: id })).total).toBe(1);
  });
});
