import { afterAll, beforeAll, expect, test } from "vitest";
import { endGrant } from "#lib/operations/end-grant.ts";
import { callsOf, callsSince } from "./harness/calls.ts";
import { raceOften } from "./harness/race.ts";
import { Scene } from "./harness/scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.set();
});
afterAll(() => scene.strike());

test("RAC-09 what is ended while AWS still creates it is removed, and never comes back", async () => {
  scene.stage.simulator.setLatency(2_000);
  await raceOften(scene, "RAC-09", {
    mostAhead: 110,
    outcomes: ["cancelled after 0 creates", "ended after 0 creates", "ended after 1 creates"],
    prepare: async () => ({ granted: await scene.grant(await scene.ask()), before: callsOf(scene) }),
    async a() {
      const faults: Error[] = [];
      for (let round = 0; round < 3; round += 1) {
        faults.push(...(await scene.sweep("worker-a")));
        await scene.passSeconds(1);
      }
      return faults;
    },
    b: ({ granted }) => scene.person("leo", (doing) => endGrant(doing, granted.grantId)),
    async check({ prepared: { granted, before }, a, b }) {
      for (let round = 0; round < 8; round += 1) {
        await scene.passSeconds(2);
        expect(await scene.stage.sweep()).toEqual([]);
      }
      expect(a).toEqual([]);
      expect(b).toEqual({ ok: true, value: { grantId: granted.grantId } });
      const story = await scene.story(granted.id);
      expect(story.grants).toMatchObject([{ isOver: true, withdrawnReason: "ended-by-holder" }]);
      expect(story.events).toEqual([...new Set(story.events)]);
      expect(scene.isInAws(granted)).toBe(false);
      const { created, deleted } = callsSince(scene, before);
      expect(created).toBeLessThanOrEqual(1);
      expect(deleted).toBe(created);
      return `${story.grants[0]?.state} after ${created} creates`;
    },
  });
  scene.stage.simulator.setLatency(0);
});

test("RAC-10 two workers at one assignment make one call of AWS, and tell of each step once", async () => {
  await raceOften(scene, "RAC-10", {
    mostAhead: 60,
    outcomes: ["created", "removed"],
    async prepare(lot) {
      const isRemoval = lot() < 0.5;
      const granted = isRemoval ? await scene.hold() : await scene.grant(await scene.ask());
      if (isRemoval) await scene.letEnd(granted.grantId);
      return { granted, isRemoval, before: callsOf(scene) };
    },
    a: () => scene.sweep("worker-a"),
    b: () => scene.sweep("worker-b"),
    async check({ prepared: { granted, isRemoval, before }, a, b }) {
      expect([...a, ...b, ...(await scene.stage.sweep())]).toEqual([]);
      const story = await scene.story(granted.id);
      expect(story.grants).toMatchObject([{ state: isRemoval ? "ended" : "active" }]);
      expect(story.events).toEqual([
        "grant.granting",
        "grant.active",
        ...(isRemoval ? ["grant.revoking", "grant.ended"] : []),
      ]);
      expect(scene.isInAws(granted)).toBe(!isRemoval);
      expect(callsSince(scene, before)).toEqual(
        isRemoval ? { created: 0, deleted: 1 } : { created: 1, deleted: 0 },
      );
      if (!isRemoval) await scene.endHeld(granted.grantId);
      return isRemoval ? "removed" : "created";
    },
  });
});
