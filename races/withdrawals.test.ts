import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelRequest } from "#lib/operations/cancel-request.ts";
import { decideRequest } from "#lib/operations/decide-request.ts";
import { lapseRequests } from "#lib/operations/lapse-requests.ts";
import { expectOneOutcome } from "./harness/expect-one-outcome.ts";
import { raceOften } from "./harness/race.ts";
import { Scene } from "./harness/scene.ts";

const PRIYA = "Priya Raghunathan";

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.set();
});
afterAll(() => scene.strike());

test("RAC-04 what is withdrawn first is never granted, and what is approved first ends at once", async () => {
  await raceOften(scene, "RAC-04", {
    outcomes: ["cancelled", "ended"],
    prepare: async (lot) => ({
      asked: await scene.ask(),
      isTakenUp: lot() < 0.5,
      creates: scene.stage.simulator.calls("sso-admin:CreateAccountAssignment"),
    }),
    async a({ asked, isTakenUp }) {
      const decided = await scene.decide("priya", asked, "approve");
      if (isTakenUp) expect(await scene.sweep("worker-a")).toEqual([]);
      return decided;
    },
    b: ({ asked }) => scene.person("leo", (doing) => cancelRequest(doing, asked.id)),
    async check({ prepared: { asked, creates, isTakenUp }, a, b }) {
      expect(await scene.stage.sweep()).toEqual([]);
      const story = await scene.story(asked.id);
      expectOneOutcome(story);
      expect(scene.isInAws(asked)).toBe(false);
      const [grant] = story.grants;
      if (!grant) {
        expect(b).toEqual({ ok: true, value: { requestId: asked.id, ended: null } });
        const refusal = { code: "already-settled", as: "cancelled", by: "Leo Marchetti" };
        expect(a).toEqual({ ok: false, refusal });
      } else {
        const ended = { grantId: grant.id, approvedBy: PRIYA };
        expect(a).toEqual({ ok: true, value: { requestId: asked.id, grantId: grant.id } });
        expect(b).toEqual({ ok: true, value: { requestId: asked.id, ended } });
        expect(grant).toMatchObject({ isOver: true, withdrawnReason: "ended-by-holder" });
      }
      const made = scene.stage.simulator.calls("sso-admin:CreateAccountAssignment") - creates;
      expect(made).toBeLessThanOrEqual(grant && isTakenUp ? 1 : 0);
      return grant?.state ?? "cancelled";
    },
  });
});

test("RAC-05 at the deadline a request is decided or lapses, and the approver is told which", async () => {
  await raceOften(scene, "RAC-05", {
    outcomes: ["approved", "lapsed"],
    async prepare() {
      const asked = await scene.ask();
      const [row] = await scene.sql<{ at: Date }>("select lapses_at as at from request where id = $1", [
        asked.id,
      ]);
      return { asked, lapsesAt: row?.at ?? new Date(0) };
    },
    a: ({ asked, lapsesAt }) =>
      scene.person("priya", ({ actor }) =>
        decideRequest({ actor, now: new Date(lapsesAt.getTime() - 1) }, scene.decision(asked, "approve")),
      ),
    b: ({ lapsesAt }) => scene.worker("worker-b", ({ actor }) => lapseRequests({ actor, now: lapsesAt })),
    async check({ prepared: { asked }, a, b }) {
      const story = await scene.story(asked.id);
      expectOneOutcome(story);
      expect(story.state).toBe(a.ok ? "approved" : "lapsed");
      expect(b).toBe(a.ok ? 0 : 1);
      if (!a.ok) expect(a.refusal).toEqual({ code: "already-settled", as: "lapsed", by: null });
      return story.state;
    },
  });
});
