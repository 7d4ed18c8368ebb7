import { afterAll, beforeAll, expect, test } from "vitest";
import { endGrant } from "#lib/operations/end-grant.ts";
import { extendGrant } from "#lib/operations/extend-grant.ts";
import { callsOf, callsSince } from "./harness/calls.ts";
import { expectOneOutcome } from "./harness/expect-one-outcome.ts";
import { raceOften } from "./harness/race.ts";
import { Scene } from "./harness/scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.set();
});
afterAll(() => scene.strike());

test("RAC-08 while one grant ends, the assignment stands exactly if another is approved for it", async () => {
  await raceOften(scene, "RAC-08", {
    outcomes: ["kept", "made again", "gone"],
    async prepare(lot) {
      const held = await scene.hold();
      const verdict = lot() < 0.7 ? ("approve" as const) : ("deny" as const);
      return { held, verdict, longer: await scene.ask(held), before: callsOf(scene) };
    },
    async a({ held }) {
      const ended = await scene.person("leo", (doing) => endGrant(doing, held.grantId));
      return { ended, faults: await scene.sweep("worker-a") };
    },
    async b({ longer, verdict }) {
      const decided = await scene.decide("priya", longer, verdict);
      return { decided, faults: await scene.sweep("worker-b") };
    },
    async check({ prepared: { held, verdict, longer, before }, a, b }) {
      expect([...a.faults, ...b.faults, ...(await scene.stage.sweep())]).toEqual([]);
      expect(a.ended).toEqual({ ok: true, value: { grantId: held.grantId } });
      expect(b.decided).toMatchObject({ ok: true });
      const [first, second] = [await scene.story(held.id), await scene.story(longer.id)];
      expectOneOutcome(second);
      expect(first.grants).toMatchObject([{ state: "ended", withdrawnReason: "ended-by-holder" }]);
      expect(second.grants.map(({ state }) => state)).toEqual(verdict === "approve" ? ["active"] : []);
      expect(scene.isInAws(held)).toBe(verdict === "approve");
      const { created, deleted } = callsSince(scene, before);
      expect(deleted).toBeLessThanOrEqual(1);
      expect(created).toBe(verdict === "approve" ? deleted : 0);
      const [grant] = second.grants;
      if (grant) await scene.endHeld(grant.id);
      return verdict === "approve" ? (deleted > 0 ? "made again" : "kept") : "gone";
    },
  });
});

test("RAC-08 what is ended does not go on, whoever has its extension approved meanwhile", async () => {
  await raceOften(scene, "RAC-08", {
    outcomes: ["void", "withdrawn"],
    async prepare() {
      const held = await scene.hold();
      return { held, more: await scene.ask(held, held.grantId), before: callsOf(scene) };
    },
    a: ({ held }) => scene.person("marit", (doing) => endGrant(doing, held.grantId)),
    b: ({ more }) => scene.decide("priya", more, "approve"),
    async check({ prepared: { held, more, before }, a, b }) {
      expect(a).toEqual({ ok: true, value: { grantId: held.grantId } });
      const faults = [...(await scene.stage.sweep())];
      const story = await scene.story(more.id);
      expectOneOutcome(story);
      expect(story.state).toBe(b.ok ? "approved" : "invalidated");
      if (!b.ok) expect(b.refusal).toEqual({ code: "already-settled", as: "invalidated", by: null });
      expect(story.grants).toMatchObject(
        b.ok ? [{ state: "cancelled", withdrawnReason: "ended-by-administrator" }] : [],
      );
      await scene.passSeconds(3_700);
      expect([...faults, ...(await scene.stage.sweep())]).toEqual([]);
      expect(scene.isInAws(held)).toBe(false);
      expect(callsSince(scene, before)).toEqual({ created: 0, deleted: 1 });
      return b.ok ? "withdrawn" : "void";
    },
  });
});

test("RAC-08 what is ended does not go on, whoever asks for more time meanwhile", async () => {
  await raceOften(scene, "RAC-08", {
    outcomes: ["void", "refused"],
    prepare: async () => ({ held: await scene.hold() }),
    a: ({ held }) => scene.person("marit", (doing) => endGrant(doing, held.grantId)),
    b: ({ held: { grantId } }) =>
      scene.person("leo", (doing) =>
        extendGrant(doing, { grantId, minutes: 30, reason: "The queue is long.", ticket: null }),
      ),
    async check({ prepared: { held }, a, b }) {
      expect(a).toEqual({ ok: true, value: { grantId: held.grantId } });
      expect(await scene.stage.sweep()).toEqual([]);
      expect(scene.isInAws(held)).toBe(false);
      // Nobody asks for more than sixty things within an hour.
      await scene.passSeconds(3_700);
      if (!b.ok) {
        expect(b.refusal).toEqual({ code: "already-over" });
        return "refused";
      }
      expect(await scene.story(b.value.requestId)).toMatchObject({
        state: "invalidated",
        grants: [],
        events: ["request.asked", "request.invalidated"],
      });
      return "void";
    },
  });
});

test("RAC-08 ended at the moment at which its extension begins, all of it ends, or the end is refused", async () => {
  await raceOften(scene, "RAC-08", {
    mostAhead: 40,
    outcomes: ["ended", "over"],
    async prepare() {
      const held = await scene.hold();
      const more = await scene.grant(await scene.ask(held, held.grantId));
      await scene.passSeconds(3_600);
      const [row] = await scene.sql<{ endsAt: Date }>(
        `select ends_at as "endsAt" from access_grant where id = $1`,
        [held.grantId],
      );
      return { held, more, endsAt: row?.endsAt ?? new Date(0), before: callsOf(scene) };
    },
    a: ({ held, endsAt }) =>
      scene.person("marit", ({ actor }) =>
        endGrant({ actor, now: new Date(endsAt.getTime() - 1) }, held.grantId),
      ),
    b: () => scene.sweep("worker-b"),
    async check({ prepared: { held, more, before }, a, b }) {
      expect([...b, ...(await scene.stage.sweep())]).toEqual([]);
      expect(scene.isInAws(held)).toBe(!a.ok);
      expect(callsSince(scene, before)).toEqual({ created: 0, deleted: a.ok ? 1 : 0 });
      if (a.ok) return "ended";
      expect(a.refusal).toEqual({ code: "already-over" });
      await scene.endHeld(more.grantId);
      return "over";
    },
  });
});

test("RAC-11 given back at its very end, a grant ends once, and whoever was late is told that it is over", async () => {
  await raceOften(scene, "RAC-11", {
    mostAhead: 40,
    outcomes: ["given back", "over"],
    async prepare() {
      const held = await scene.hold();
      return { held, endsAt: await scene.letEnd(held.grantId), before: callsOf(scene) };
    },
    a: ({ held, endsAt }) =>
      scene.person("leo", ({ actor }) =>
        endGrant({ actor, now: new Date(endsAt.getTime() - 1) }, held.grantId),
      ),
    b: () => scene.sweep("worker-b"),
    async check({ prepared: { held, before }, a, b }) {
      expect([...b, ...(await scene.stage.sweep())]).toEqual([]);
      const story = await scene.story(held.id);
      expect(story.grants).toMatchObject([
        { state: "ended", withdrawnReason: a.ok ? "ended-by-holder" : null },
      ]);
      expect(story.events.toSorted()).toEqual([...new Set(story.events)].toSorted());
      if (!a.ok) expect(a.refusal).toEqual({ code: "already-over" });
      expect(scene.isInAws(held)).toBe(false);
      expect(callsSince(scene, before)).toEqual({ created: 0, deleted: 1 });
      return a.ok ? "given back" : "over";
    },
  });
});
