import { afterAll, beforeAll, expect, test } from "vitest";
import { endGrant } from "#lib/operations/end-grant.ts";
import { expectOneOutcome } from "./harness/expect-one-outcome.ts";
import { raceOften } from "./harness/race.ts";
import { Scene } from "./harness/scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.set();
});
afterAll(() => scene.strike());

const calls = () => ({
  created: scene.stage.simulator.calls("sso-admin:CreateAccountAssignment"),
  deleted: scene.stage.simulator.calls("sso-admin:DeleteAccountAssignment"),
});

/** How many calls of AWS there were since. */
function since(before: ReturnType<typeof calls>) {
  const now = calls();
  return { created: now.created - before.created, deleted: now.deleted - before.deleted };
}

/** Ends what a race left standing, so that the next one begins with nothing. */
async function endAll(grantId: string): Promise<void> {
  await scene.letEnd(grantId);
  expect(await scene.stage.sweep()).toEqual([]);
}

test("RAC-08 while one grant ends, the assignment stands exactly if another is approved for it", async () => {
  await raceOften(scene, "RAC-08", {
    outcomes: ["kept", "made again", "gone"],
    async prepare(lot) {
      const held = await scene.hold();
      const verdict = lot() < 0.7 ? ("approve" as const) : ("deny" as const);
      return { held, verdict, longer: await scene.ask(held), before: calls() };
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
      const { created, deleted } = since(before);
      expect(deleted).toBeLessThanOrEqual(1);
      expect(created).toBe(verdict === "approve" ? deleted : 0);
      const [grant] = second.grants;
      if (grant) await endAll(grant.id);
      return verdict === "approve" ? (deleted > 0 ? "made again" : "kept") : "gone";
    },
  });
});

test("RAC-09 what is ended while AWS still creates it is removed, and never comes back", async () => {
  scene.stage.simulator.setLatency(2_000);
  await raceOften(scene, "RAC-09", {
    mostAhead: 90,
    outcomes: ["cancelled after 0 creates", "ended after 0 creates", "ended after 1 creates"],
    prepare: async () => ({ granted: await scene.grant(await scene.ask()), before: calls() }),
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
      const { created, deleted } = since(before);
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
      return { granted, isRemoval, before: calls() };
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
      expect(since(before)).toEqual(isRemoval ? { created: 0, deleted: 1 } : { created: 1, deleted: 0 });
      if (!isRemoval) await endAll(granted.grantId);
      return isRemoval ? "removed" : "created";
    },
  });
});

test("RAC-11 given back at its very end, a grant ends once, and whoever was late is told that it is over", async () => {
  await raceOften(scene, "RAC-11", {
    mostAhead: 40,
    outcomes: ["given back", "over"],
    async prepare() {
      const held = await scene.hold();
      return { held, endsAt: await scene.letEnd(held.grantId), before: calls() };
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
      expect(since(before)).toEqual({ created: 0, deleted: 1 });
      return a.ok ? "given back" : "over";
    },
  });
});
