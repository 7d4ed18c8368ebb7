import { afterAll, beforeAll, expect, test } from "vitest";
import { expectOneOutcome } from "./harness/expect-one-outcome.ts";
import { raceOften } from "./harness/race.ts";
import { Scene } from "./harness/scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.set();
});
afterAll(() => scene.strike());

test("RAC-01 the same approver twice is one decision, and both clicks hear of the same grant", async () => {
  await raceOften(scene, "RAC-01", {
    outcomes: ["one decision"],
    prepare: () => scene.ask(),
    a: (asked) => scene.decide("priya", asked, "approve"),
    b: (asked) => scene.decide("priya", asked, "approve"),
    async check({ prepared, a, b }) {
      const story = await scene.story(prepared.id);
      expectOneOutcome(story);
      const granted = { ok: true, value: { requestId: prepared.id, grantId: story.grants[0]?.id } };
      expect([a, b]).toEqual([granted, granted]);
      return "one decision";
    },
  });
});

test("RAC-02 of two approvers one grants, and the other is told who", async () => {
  await raceOften(scene, "RAC-02", {
    outcomes: ["Priya", "Jonas"],
    prepare: () => scene.ask(),
    a: (asked) => scene.decide("priya", asked, "approve"),
    b: (asked) => scene.decide("jonas", asked, "approve"),
    async check({ prepared, a, b }) {
      const story = await scene.story(prepared.id);
      expectOneOutcome(story);
      expect(a.ok).not.toBe(b.ok);
      const by = story.decisions[0]?.by;
      expect(by).toBe(a.ok ? "Priya Raghunathan" : "Jonas Weidmann");
      expect(a.ok ? b : a).toEqual({ ok: false, refusal: { code: "already-settled", as: "approved", by } });
      return a.ok ? "Priya" : "Jonas";
    },
  });
});

test("RAC-03 of a yes and a no the first one counts, and the other is told which and whose", async () => {
  await raceOften(scene, "RAC-03", {
    outcomes: ["approved", "denied"],
    prepare: () => scene.ask(),
    a: (asked) => scene.decide("priya", asked, "approve"),
    b: (asked) => scene.decide("jonas", asked, "deny"),
    async check({ prepared, a, b }) {
      const story = await scene.story(prepared.id);
      expectOneOutcome(story);
      expect(a.ok).not.toBe(b.ok);
      expect(story.state).toBe(a.ok ? "approved" : "denied");
      const by = a.ok ? "Priya Raghunathan" : "Jonas Weidmann";
      expect(a.ok ? b : a).toEqual({
        ok: false,
        refusal: { code: "already-settled", as: story.state, by },
      });
      return story.state;
    },
  });
});
