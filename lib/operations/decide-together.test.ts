import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { contentHash } from "#lib/core/content-hash.ts";
import { RECENT_SIGN_IN_MINUTES } from "#lib/core/recent-sign-in.ts";
import { parseRulesFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { cancelRequest } from "./cancel-request.ts";
import { decideRequest } from "./decide-request.ts";
import { decideTogether, type Picked } from "./decide-together.ts";
import { loadRules } from "./rules/load-rules.ts";
import { Stage, type Who } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
  const parsed = parseRulesFile(
    parse(`rules:
  - name: everything
    who: { groups: [payments-engineers] }
    permissionSets: { names: [PaymentsOperator, DatabaseReader, AWSAdministratorAccess] }
    where: { all: true }
    limits: { max: 4h }
    agree: [{ groups: [payments-leads] }]`),
  );
  if (!("rules" in parsed)) throw new Error(parsed.problems.join("\n"));
  const { rules } = parsed;
  const host = { kind: "host", user: "test" } as const;
  await stage.as("migrator", async () => loadRules({ actor: host, now: await readNow() }, rules));
});
afterAll(() => stage.strike());

const recent = { recentMinutes: RECENT_SIGN_IN_MINUTES, isFromList: true };

async function asked(who: Who, account: string, set = "PaymentsOperator"): Promise<string> {
  const result = await stage.ask(who, account, 30, set);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.requestId;
}

/** As the list shows them now. */
const shown = (...ids: readonly string[]) =>
  stage.as("web", () =>
    Promise.all(
      ids.map(async (requestId): Promise<Picked> => {
        const request = await db().request.findUniqueOrThrow({ where: { id: requestId } });
        return { requestId, contentHash: contentHash(await requestContent(db(), request)) };
      }),
    ),
  );

async function together(
  who: Who,
  picked: readonly Picked[],
  verdict: "approve" | "deny" = "approve",
  comment = "Fine.",
) {
  const result = await stage.person(who, (doing) =>
    decideTogether(doing, { verdict, comment, picked }, recent),
  );
  return result.ok ? result.value.map(({ refusal }) => refusal?.code ?? "done") : result.refusal.code;
}

const statesOf = (...ids: readonly string[]) =>
  stage.as("web", () =>
    Promise.all(ids.map(async (id) => (await db().request.findUniqueOrThrow({ where: { id } })).state)),
  );

describe("several requests decided together", () => {
  test("are approved each for itself, with a decision, a grant and an event of its own", async () => {
    const ids = [await asked("leo", "payments-prod"), await asked("ines", "ledger-prod")];
    expect(await together("priya", await shown(...ids))).toEqual(["done", "done"]);
    expect(await statesOf(...ids)).toEqual(["approved", "approved"]);
    const recorded = await stage.as("web", () =>
      db().auditEvent.findMany({ where: { requestId: { in: ids }, action: "request.approved" } }),
    );
    expect(new Set(recorded.map(({ requestId }) => requestId))).toEqual(new Set(ids));
    expect(await stage.as("web", () => db().grant.count({ where: { requestId: { in: ids } } }))).toBe(2);
  });

  test("are denied with the one comment, which each requester reads", async () => {
    const ids = [await asked("leo", "payouts-prod"), await asked("ines", "payouts-prod")];
    expect(await together("jonas", await shown(...ids), "deny", "Not during the freeze.")).toEqual([
      "done",
      "done",
    ]);
    const said = await stage.as("web", () => db().decision.findMany({ where: { requestId: { in: ids } } }));
    expect(said.map(({ comment, verdict }) => [comment, verdict])).toEqual([
      ["Not during the freeze.", "deny"],
      ["Not during the freeze.", "deny"],
    ]);
  });

  test("EML-08 are decided by what was shown of each: one that changed is told, and the others are decided", async () => {
    const ids = [await asked("leo", "fraud-prod"), await asked("ines", "fraud-prod", "DatabaseReader")];
    const picked = await shown(...ids);
    await stage.as("owner", () =>
      db().permissionSet.update({
        where: { arn: stage.permissionSetArn("DatabaseReader") },
        data: { fingerprint: "another" },
      }),
    );
    expect(await together("priya", picked)).toEqual(["done", "content-changed"]);
    expect(await statesOf(...ids)).toEqual(["approved", "pending"]);
    expect(await together("priya", await shown(...ids.slice(1)))).toEqual(["done"]);
  });

  test("APR-01 APR-03 are decided as far as each is the decider's to decide", async () => {
    const ids = [await asked("priya", "orders-prod"), await asked("leo", "orders-prod")];
    const picked = await shown(...ids);
    expect(await together("priya", picked)).toEqual(["own-request", "done"]);
    expect(await together("tomasz", picked)).toEqual(["not-an-approver", "not-an-approver"]);
    expect(await statesOf(...ids)).toEqual(["pending", "approved"]);
  });

  test("say nothing of a request to somebody who may not know it", async () => {
    const picked = await shown(await asked("leo", "checkout-prod"));
    const result = await stage.person("tomasz", (doing) =>
      decideTogether(doing, { verdict: "approve", comment: "", picked }, recent),
    );
    expect(result).toMatchObject({ ok: true, value: [{ what: null }] });
  });

  test("are told who was first, when somebody was", async () => {
    const ids = [await asked("ines", "checkout-prod"), await asked("leo", "catalog-prod")];
    const picked = await shown(...ids);
    await stage.person("leo", (doing) => cancelRequest(doing, ids[1] ?? ""));
    expect(await together("jonas", picked)).toEqual(["done", "already-settled"]);
  });

  test("count once however often they are picked", async () => {
    const [one] = await shown(await asked("ines", "catalog-prod"));
    if (!one) throw new Error("Nothing was asked.");
    expect(await together("priya", [one, one])).toEqual(["done"]);
  });

  test.each([
    ["none that is picked", [], "deny", "No.", "nothing-picked"],
    ["a no without a word", [{ requestId: "x", contentHash: "x" }], "deny", "", "comment-needed"],
  ] as const)("decide nothing for %s", async (_, picked, verdict, comment, code) => {
    expect(await together("priya", picked, verdict, comment)).toBe(code);
  });
});

describe("APR-08 a role like an administrator's", () => {
  test("gets no yes from the list, alone or among others; the others are decided", async () => {
    const ids = [
      await asked("leo", "shipping-prod", "AWSAdministratorAccess"),
      await asked("leo", "shipping-prod"),
    ];
    const picked = await shown(...ids);
    expect(await together("priya", picked.slice(0, 1))).toEqual(["only-by-itself"]);
    expect(await together("priya", picked)).toEqual(["only-by-itself", "done"]);
    expect(await statesOf(...ids)).toEqual(["pending", "approved"]);
  });

  test("gets a no from the list, also among others", async () => {
    const ids = [
      await asked("ines", "shipping-prod", "AWSAdministratorAccess"),
      await asked("ines", "shipping-prod"),
    ];
    const picked = await shown(...ids);
    expect(await together("priya", picked, "deny", "Not now.")).toEqual(["done", "done"]);
    expect(await statesOf(...ids)).toEqual(["denied", "denied"]);
  });
});

describe("EML-10 a yes to a role like an administrator's", () => {
  /** Decides with a sign-in that was so many minutes ago. */
  async function decideAfter(
    minutes: number,
    requestId: string,
    verdict: "approve" | "deny" = "approve",
    recentMinutes = 15,
  ) {
    const [picked] = await shown(requestId);
    return stage.person("priya", async (doing) => {
      await stage.passMinutes(minutes);
      const later = { ...doing, now: await readNow() };
      const decision = {
        requestId,
        verdict,
        contentHash: picked?.contentHash ?? "",
        comment: "Go on.",
        grantedMinutes: 15,
      };
      const result = await decideRequest(later, decision, { isByItself: true, recentMinutes });
      return result.ok ? "done" : result.refusal;
    });
  }

  test("needs a sign-in of the last quarter of an hour, and leaves nothing behind without one", async () => {
    const id = await asked("leo", "returns-prod", "AWSAdministratorAccess");
    expect(await decideAfter(16, id)).toEqual({ code: "sign-in-again", withinMinutes: 15 });
    expect(await statesOf(id)).toEqual(["pending"]);
    expect(await stage.as("web", () => db().decision.count({ where: { requestId: id } }))).toBe(0);
    expect(await decideAfter(14, id)).toBe("done");
    const [told] = await stage.as("web", () =>
      db().auditEvent.findMany({ where: { requestId: id, action: "request.approved" } }),
    );
    expect(told?.details).toHaveProperty("signedInAt");
  });

  test("needs it as recent as is configured", async () => {
    const id = await asked("ines", "returns-prod", "AWSAdministratorAccess");
    expect(await decideAfter(14, id, "approve", 10)).toMatchObject({
      code: "sign-in-again",
      withinMinutes: 10,
    });
    expect(await decideAfter(29, id, "approve", 30)).toBe("done");
  });

  test("is not needed for a no, nor for another role", async () => {
    const id = await asked("leo", "inventory-prod", "AWSAdministratorAccess");
    expect(await decideAfter(20, id, "deny")).toBe("done");
    expect(await decideAfter(20, await asked("leo", "inventory-prod"))).toBe("done");
  });
});
