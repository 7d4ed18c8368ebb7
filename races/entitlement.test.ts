import { afterAll, beforeAll, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import type { RuleInFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { decideRequest } from "#lib/operations/decide-request.ts";
import { endAccessOfDisabled } from "#lib/operations/end-access-of-disabled.ts";
import { loadRules } from "#lib/operations/rules/load-rules.ts";
import { expectOneOutcome, expectUndecided } from "./harness/expect-one-outcome.ts";
import { raceOften } from "./harness/race.ts";
import { Scene } from "./harness/scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.set();
});
afterAll(() => scene.strike());

const host = { kind: "host", user: "races" } as const;

/** The rule that everything here is asked under, with its approvers. */
function approvedBy(approvers: { groups: string[]; people: string[] }): RuleInFile {
  return {
    name: "Payments on call",
    description: "Payments engineers repair production when something is stuck.",
    enabled: true,
    priority: 100,
    who: { everyone: false, groups: ["payments-engineers"], people: [] },
    permissionSets: { names: ["PaymentsOperator", "DatabaseReader"], tags: {} },
    where: {
      all: false,
      accounts: ["payments-prod", "ledger-prod", "payouts-prod", "fraud-prod"],
      organisationalUnits: [],
      tags: {},
    },
    limits: { max: "4h" },
    agree: [{ ...approvers, manager: false, quorum: 1 }],
  };
}

/** At which statement a side's transaction was kept or given up; after the last one if it never was. */
function endOf(
  statements: readonly { side: "a" | "b"; text: string }[],
  side: "a" | "b",
  word: "COMMIT" | "ROLLBACK",
): number {
  const at = statements.findIndex((statement) => statement.side === side && statement.text === word);
  return at < 0 ? statements.length : at;
}

test("RAC-06 nobody who is disabled while they are approved keeps anything, nor decides from then on", async () => {
  await raceOften(scene, "RAC-06", {
    outcomes: [
      "requester invalidated",
      "requester's grant withdrawn",
      "approver refused",
      "approver approved before",
    ],
    async prepare(lot) {
      const who = lot() < 0.5 ? ("leo" as const) : ("priya" as const);
      return { asked: await scene.ask(), who };
    },
    a: ({ asked }) => scene.decide("priya", asked, "approve"),
    b: ({ who }) =>
      scene.worker("worker-b", async (doing) => {
        await db().person.updateMany({ where: { id: cast[who].userId }, data: { status: "DISABLED" } });
        return endAccessOfDisabled(doing);
      }),
    async check({ prepared: { asked, who }, a, b, statements }) {
      await scene.stage.worker((doing) => endAccessOfDisabled(doing));
      const story = await scene.story(asked.id);
      await scene.sql("update person set status = 'ENABLED' where id = $1", [cast[who].userId]);
      const disabledAt = statements.findIndex(({ side, text }) => side === "b" && text.startsWith("UPDATE"));
      if (who === "priya") {
        expect(b).toBe(0);
        if (disabledAt < statements.findIndex(({ side, text }) => side === "a" && text === "BEGIN"))
          expect(a.ok).toBe(false);
        if (a.ok) expectOneOutcome(story);
        else expectUndecided(story);
        if (!a.ok) expect(a.refusal).toEqual({ code: "person-disabled" });
        return a.ok ? "approver approved before" : "approver refused";
      }
      expectOneOutcome(story);
      if (!a.ok) {
        expect(story.state).toBe("invalidated");
        expect(a.refusal).toEqual({ code: "already-settled", as: "invalidated", by: null });
        return "requester invalidated";
      }
      expect(story.grants).toMatchObject([{ withdrawnReason: "person-not-enabled" }]);
      expect(story.events.filter((action) => action === "grant.withdrawn")).toHaveLength(1);
      return "requester's grant withdrawn";
    },
  });
});

test("RAC-07 who is taken out of a rule decides before that or not at all", async () => {
  const without = approvedBy({ groups: [], people: ["jonas.weidmann"] });
  const withAll = approvedBy({ groups: ["payments-leads"], people: [] });
  await raceOften(scene, "RAC-07", {
    outcomes: ["approved before", "refused"],
    async prepare() {
      await scene.stage.as("migrator", async () =>
        loadRules({ actor: host, now: await readNow() }, [withAll]),
      );
      return scene.ask();
    },
    a: (asked) => scene.decide("priya", asked, "approve"),
    b: () => scene.as("migrator", async () => loadRules({ actor: host, now: await readNow() }, [without])),
    async check({ prepared, a, b, statements }) {
      expect(b).toEqual({ changed: 1, disabled: 0 });
      const story = await scene.story(prepared.id);
      const editedAt = endOf(statements, "b", "COMMIT");
      if (a.ok) {
        expectOneOutcome(story);
        expect(endOf(statements, "a", "COMMIT")).toBeLessThan(editedAt);
        return "approved before";
      }
      expectUndecided(story);
      expect(a.refusal).toEqual({ code: "not-an-approver" });
      expect(endOf(statements, "a", "ROLLBACK")).toBeGreaterThan(editedAt);
      const other = await scene.stage.person("jonas", (doing) =>
        decideRequest(doing, scene.decision(prepared, "deny")),
      );
      expect(other).toMatchObject({ ok: true });
      return "refused";
    },
  });
});
