import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { viewerOfToken } from "#lib/auth/viewer.ts";
import { calls } from "#lib/core/api/calls.ts";
import type { Scope } from "#lib/core/api/scopes.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import { rulesFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { decideRequest } from "#lib/operations/decide-request.ts";
import { exportRules } from "#lib/operations/rules/export-rules.ts";
import { Stage, type Who } from "#lib/operations/testing/stage.ts";
import { makeToken } from "#lib/operations/tokens/make-token.ts";
import { askingFor } from "#lib/queries/access/asking.ts";
import { addresses, type Named, Program } from "./testing/program.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const by = (who: Who, scopes?: readonly Scope[]) => Program.of(stage, who, scopes);
const setId = (name: string) => stage.permissionSetArn(name).split("/").at(-1) ?? "";
const asOwner = <T>(act: () => Promise<T>) => stage.as("owner", act);

const wish = (account: string, set = "PaymentsOperator") => ({
  accountId: stage.accountId(account),
  permissionSetId: setId(set),
  minutes: 30,
  reason: "Replay stuck refunds.",
});

describe("what a program may do for its person", () => {
  test("it sees what they may ask for, asks, watches, and withdraws", async () => {
    const program = await by("leo");
    const { person, scopes } = await program.ask("me");
    expect([person.name, scopes]).toEqual(["Leo Marchetti", ["read", "ask"]]);

    const asked = await program.ask("ask", { body: wish("payments-prod") });
    const seen = await program.send("request", { id: asked.id });
    const known = { "if-none-match": seen.headers.get("etag") ?? "" };
    expect(await seen.json()).toMatchObject({ state: "pending", grant: null });
    expect((await program.send("request", { id: asked.id, headers: known })).status).toBe(304);
    await program.ask("cancel", { id: asked.id });
    const after = await program.ask("request", { id: asked.id, headers: known });
    expect(after).toMatchObject({ state: "cancelled" });
    const [event] = await stage.as("worker", () =>
      db().auditEvent.findMany({ where: { requestId: asked.id, action: "request.asked" } }),
    );
    expect(event?.actorName).toBe("Leo Marchetti, by the token a script");
  });

  test("it lists its person's requests page by page, all or those of one state", async () => {
    const program = await by("tomasz");
    const made: string[] = [];
    for (const account of ["orders-prod", "checkout-prod", "catalog-prod", "returns-prod"]) {
      const { id } = await program.ask("ask", { body: wish(account, "OrdersDeveloper") });
      made.unshift(id);
    }
    const page = (after: string | null, more: Record<string, string> = {}) =>
      program.ask("requests", { query: { limit: "2", ...more, ...(after !== null && { after }) } });
    const ids = ({ requests }: Awaited<ReturnType<typeof page>>) => requests.map(({ id }) => id);
    const first = await page(null);
    const rest = await page(first.next);
    expect([...ids(first), ...ids(rest)]).toEqual(made);
    expect(rest.next).toBeNull();

    // The request that the page ended with is pending no more, and the next page goes on all the same.
    const pending = await page(null, { state: "pending" });
    await program.ask("cancel", { id: made[1] ?? "" });
    expect(ids(await page(pending.next, { state: "pending" }))).toEqual(made.slice(2));
    expect(ids(await page(null, { state: "cancelled" }))).toEqual([made[1]]);
  });

  test("it gives back what its rule agreed to at once", async () => {
    const program = await by("ines");
    const asked = await program.ask("ask", { body: wish("payments-dev", "AWSReadOnlyAccess") });
    const id = asked.grantId ?? "";
    await stage.sweep();
    expect((await program.ask("grants")).grants).toMatchObject([{ id, state: "active" }]);
    expect(await program.ask("grant", { id })).toMatchObject({ id, state: "active", requestId: asked.id });
    await program.ask("giveBack", { id });
    await stage.sweep();
    expect((await program.ask("grants")).grants).toEqual([]);
    expect(await program.ask("grant", { id })).toMatchObject({ state: "ended" });
  });
});

describe("what is offered", () => {
  test("comes page by page in a steady order, each account once", async () => {
    const program = await by("leo");
    const whole = await program.ask("offers", { query: { limit: "100" } });
    const ids = whole.offers.map(({ account }) => account.id);
    expect(ids.length).toBeGreaterThan(5);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(whole.next).toBeNull();
    const paged: unknown[] = [];
    let after: string | null = null;
    do {
      const page: typeof whole = await program.ask("offers", {
        query: { limit: "3", ...(after !== null && { after }) },
      });
      paged.push(...page.offers);
      after = page.next;
    } while (after !== null);
    expect(paged).toEqual(whole.offers);
  });

  test("goes on where the page before ended, also when that account is offered no more", async () => {
    const program = await by("leo");
    const [first, second, third] = (await program.ask("offers")).offers;
    await asOwner(() =>
      db().account.update({
        where: { id: second?.account.id ?? "" },
        data: { parentId: "ou-gone", tags: {} },
      }),
    );
    const page = await program.ask("offers", { query: { limit: "1", after: second?.account.id ?? "" } });
    expect(page.offers.map(({ account }) => account.id)).toEqual([third?.account.id]);
    expect(first?.account.id).not.toBe(second?.account.id);
  });

  test("names who agrees at each stage as the form does, and what has to be said", async () => {
    const program = await by("priya");
    const query = {
      account: stage.accountId("payments-prod"),
      permissionSet: setId("AWSAdministratorAccess"),
    };
    const { offers } = await program.ask("offers", { query });
    expect(offers).toMatchObject([
      {
        account: { name: "payments-prod" },
        unavailable: null,
        permissionSets: [
          {
            name: "AWSAdministratorAccess",
            maxMinutes: 60,
            rules: [
              {
                name: "Administer production",
                maxMinutes: 60,
                suggestedMinutes: 30,
                aheadMinutes: 0,
                hours: null,
                reasonMinLength: 20,
                tickets: ["INC-#"],
                automatic: false,
                deadlineMinutes: 120,
              },
            ],
          },
        ],
      },
    ]);
    const told = offers[0]?.permissionSets[0]?.rules[0]?.stages;
    const form = await stage.person("priya", ({ actor }) =>
      askingFor(actor.viewer, query.account, query.permissionSet),
    );
    expect(told?.map(({ quorum, approvers }) => ({ quorum, approvers }))).toEqual(
      form?.rules[0]?.stages.map(({ quorum, approvers }) => ({
        quorum,
        approvers: approvers.map(({ id, name }) => ({ id, name })),
      })),
    );
    expect(told?.flatMap(({ approvers }) => approvers.map(({ name }) => name))).not.toContain(
      "Priya Raghunathan",
    );
    expect(told).toHaveLength(2);
  });

  test("APR-10 says where nobody has to agree, and never of a role like an administrator's", async () => {
    const { offers } = await (await by("ines")).ask("offers", { query: { limit: "100" } });
    const terms = offers.flatMap(({ permissionSets }) =>
      permissionSets.flatMap(({ name, rules }) =>
        rules.map(({ automatic, stages }) => ({ name, automatic, stages })),
      ),
    );
    const alone = terms.filter(({ automatic }) => automatic);
    expect(alone.map(({ name }) => name)).toContain("AWSReadOnlyAccess");
    expect(alone.filter(({ stages }) => stages.length > 0)).toEqual([]);
    const like = await asOwner(() =>
      db().permissionSet.findMany({ where: { administratorLike: { not: null } }, select: { name: true } }),
    );
    expect(like.length).toBeGreaterThan(0);
    for (const { name } of like) expect(alone.map((each) => each.name)).not.toContain(name);
  });

  test("is nothing in an account, or of a set, that no rule opens", async () => {
    const program = await by("leo");
    for (const query of [{ account: "999999999999" }, { permissionSet: "ps-none" }])
      expect(await program.ask("offers", { query })).toEqual({ offers: [], next: null });
  });
});

describe("what it reads for administrators and auditors", () => {
  test("the audit, page by page", async () => {
    const program = await by("amara", ["audit"]);
    const page = await program.ask("audit");
    expect(page.events).toHaveLength(25);
    const next = await program.ask("audit", { query: { after: page.next ?? "" } });
    expect(Number(next.events[0]?.id)).toBeLessThan(Number(page.events.at(-1)?.id));
  });

  test("the rules, as a rules file says them", async () => {
    const program = await by("amara", ["rules"]);
    const { rules } = await program.ask("rules");
    const file = await stage.as("migrator", exportRules);
    expect({ rules: rules.filter(({ enabled }) => enabled).map(({ rule }) => rule) }).toEqual(file);
    expect(rulesFile.safeParse({ rules: rules.map(({ rule }) => rule) }).success).toBe(true);
    const [first] = rules;
    expect(await program.ask("rule", { id: first?.id ?? "" })).toEqual(first);
    expect(await program.problem("rule", { id: crypto.randomUUID() })).toBe("404 unknown");
  });

  test("one that is switched off among them, and says so", async () => {
    const [off] = await asOwner(
      () =>
        db().$queryRaw<
          { id: string }[]
        >`update rule set enabled = false where name = 'Backups' returning id::text`,
    );
    const shown = await (await by("marit", ["rules"])).ask("rule", { id: off?.id ?? "" });
    expect(shown).toMatchObject({ enabled: false, rule: { name: "Backups", enabled: false } });
  });

  test("everybody's grants, filtered and page by page", async () => {
    const jonas = await by("jonas");
    for (const account of ["payments-dev", "ledger-staging", "payouts-staging"])
      await jonas.ask("ask", { body: wish(account, "AWSReadOnlyAccess") });
    const program = await by("amara", ["grants"]);
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof all>> = await all({
        limit: "2",
        ...(after !== null && { after }),
      });
      ids.push(...page.grants.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    const stored = await asOwner(() =>
      db().grant.findMany({ orderBy: [{ endsAt: "desc" }, { id: "desc" }], select: { id: true } }),
    );
    expect(stored.length).toBeGreaterThan(3);
    expect(ids).toEqual(stored.map(({ id }) => id));
    const [one] = (await all({ account: stage.accountId("ledger-staging") })).grants;
    expect(one).toMatchObject({ person: { name: "Jonas Weidmann" }, account: { name: "ledger-staging" } });
    const own = await all({
      person: one?.person.id ?? "",
      state: "scheduled",
      permissionSet: setId("AWSReadOnlyAccess"),
    });
    expect(own.grants).toHaveLength(3);
    for (const nothing of [
      { permissionSet: setId("DatabaseAdmin") },
      { permissionSet: "ps-none" },
      { person: "nobody" },
    ])
      expect(await all(nothing)).toEqual({ grants: [], next: null });

    function all(query: Record<string, string>) {
      return program.ask("everybodysGrants", { query });
    }
  });

  test.each<[Named, Scope, Who, string]>([
    ["audit", "audit", "leo", "403 not-allowed"],
    ["rules", "rules", "leo", "403 not-allowed"],
    ["rule", "rules", "leo", "403 not-allowed"],
    ["everybodysGrants", "grants", "leo", "403 not-allowed"],
    ["end", "end", "leo", "403 not-allowed"],
    ["end", "end", "amara", "403 not-allowed"],
  ])("AUT-11 %s, by a token for %s of %s: %s", async (name, scope, who, problem) => {
    expect(await (await by(who, [scope])).problem(name, { id: crypto.randomUUID() })).toBe(problem);
  });
});

describe("what a token for ending does", () => {
  test("it ends anybody's grant, and the audit names the administrator and the token", async () => {
    const asked = await (await by("ines")).ask("ask", { body: wish("payouts-staging", "AWSReadOnlyAccess") });
    const id = asked.grantId ?? "";
    const program = await by("marit", ["end"]);
    expect(await program.ask("end", { id })).toEqual({ id });
    expect(await program.ask("end", { id })).toEqual({ id });
    expect(await program.problem("end", { id: crypto.randomUUID() })).toBe("404 unknown");
    const events = await asOwner(() =>
      db().auditEvent.findMany({ where: { grantId: id, action: "grant.withdrawn" } }),
    );
    expect(events.map(({ actorName, cause }) => [actorName, cause])).toEqual([
      ["Marit Solheim, by the token a script", "ended early by an administrator"],
    ]);
  });

  test("an administrator's token that only asks ends nobody else's", async () => {
    const asked = await (await by("ines")).ask("ask", { body: wish("fraud-staging", "AWSReadOnlyAccess") });
    const program = await by("marit", ["read", "ask"]);
    expect(await program.problem("giveBack", { id: asked.grantId ?? "" })).toBe("404 unknown");
    expect(await program.problem("end", { id: asked.grantId ?? "" })).toBe("403 wrong-scope");
  });
});

describe("what a token does not do", () => {
  test("APR-12 there is no address but these, whatever the folders hold", async () => {
    const found: string[] = [];
    for (const [path, route] of await addresses()) {
      for (const method of ["GET", "POST"] as const) {
        const answer = await route[method](new Request(`http://127.0.0.1:4300/api/v1${path}`, { method }), {
          params: Promise.resolve({ id: crypto.randomUUID() }),
        });
        if (answer.status !== 405) found.push(`${method} ${path}`);
      }
    }
    expect(found.toSorted()).toEqual([
      "GET /admin/audit",
      "GET /admin/grants",
      "GET /admin/rules",
      "GET /admin/rules/{id}",
      "GET /grants",
      "GET /grants/{id}",
      "GET /me",
      "GET /offers",
      "GET /openapi.json",
      "GET /requests",
      "GET /requests/{id}",
      "POST /admin/grants/{id}/end",
      "POST /grants/{id}/give-back",
      "POST /requests",
      "POST /requests/{id}/cancel",
    ]);
  });

  test("APR-12 its files know no operation that decides or changes a rule", async () => {
    const files = globSync("**/*.ts", { cwd: import.meta.dirname }).filter(
      (file) => !file.endsWith(".test.ts") && !file.startsWith("testing/"),
    );
    expect(files).toContain("door.ts");
    const texts = files.map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));
    const operations = texts.flatMap((text) =>
      [...text.matchAll(/#lib\/operations\/(\S+)\.ts"/g)].map(([, name = ""]) => name),
    );
    expect([...new Set(operations)].toSorted()).toEqual([
      "cancel-request",
      "end-grant",
      "request-access",
      "rules/show-rules",
      "tokens/keep-refusal",
      "tokens/record-refused-token",
    ]);
  });

  test("APR-12 an approver's token that is for everything settles nobody's request, whatever it sends", async () => {
    const asked = await stage.ask("leo", "ledger-prod");
    if (!asked.ok) throw new Error(asked.refusal.code);
    const id = asked.value.requestId;
    const program = await by("priya", ["read", "ask", "audit", "rules", "grants", "end"]);
    const verdict = { verdict: "approve", decide: true, state: "approved", decidedBy: "priya" };
    for (const [name, { method }] of Object.entries(calls)) {
      if (method !== "post") continue;
      const described = Object.keys(calls).find((each): each is Named => each === name);
      if (!described) throw new Error(`${name} is no call.`);
      for (const body of [verdict, {}]) {
        const response = await program.send(described, { id, body });
        expect(response.status).toBeGreaterThanOrEqual(400);
      }
    }
    const request = await asOwner(() =>
      db().request.findUniqueOrThrow({ where: { id }, include: { decisions: true, grant: true } }),
    );
    expect(request).toMatchObject({ state: "pending", decisions: [], grant: null });
  });

  test("APR-12 the operation refuses a token by itself", async () => {
    const asked = await stage.ask("leo", "payouts-prod");
    if (!asked.ok) throw new Error(asked.refusal.code);
    const { token } = await by("priya");
    const result = await stage.as("web", async () => {
      const known = await viewerOfToken(token, { address: null, userAgent: null });
      if (!known) throw new Error("The token stands for nobody.");
      const request = await db().request.findUniqueOrThrow({ where: { id: asked.value.requestId } });
      return decideRequest(
        { actor: { kind: "person", viewer: known.viewer }, now: await readNow() },
        {
          requestId: request.id,
          verdict: "approve",
          contentHash: contentHash(await requestContent(db(), request)),
          comment: "",
          grantedMinutes: 15,
        },
      );
    });
    expect(result).toEqual({ ok: false, refusal: { code: "not-by-token" } });
  });

  test("it makes no further token and revokes none", async () => {
    const { token } = await by("leo");
    const made = await stage.as("web", async () => {
      const known = await viewerOfToken(token, { address: null, userAgent: null });
      if (!known) throw new Error("The token stands for nobody.");
      const doing = { actor: { kind: "person", viewer: known.viewer } as const, now: await readNow() };
      return makeToken(doing, { name: "more", scopes: ["ask"], days: 90 });
    });
    expect(made).toMatchObject({ ok: false, refusal: { code: "not-by-token" } });
  });

  test("WEB-04 it sees nobody else's requests and grants, and ends none", async () => {
    const asked = await stage.ask("ines", "fraud-prod");
    if (!asked.ok) throw new Error(asked.refusal.code);
    const { requestId: id } = asked.value;
    const [held] = await asOwner(() =>
      db().grant.findMany({ where: { request: { requesterName: "Ines Okafor" } } }),
    );
    const program = await by("marit", ["read", "ask", "audit"]);
    expect(await program.problem("request", { id })).toBe("404 unknown");
    expect(await program.problem("cancel", { id })).toBe("404 unknown");
    expect(await program.problem("grant", { id: held?.id ?? "" })).toBe("404 unknown");
    expect(await program.problem("giveBack", { id: held?.id ?? "" })).toBe("404 unknown");
  });

  test.each<[string, Scope[], Named, string]>([
    ["one that only reads asks for nothing", ["read"], "ask", "ask"],
    ["one that only asks lists nothing", ["ask"], "requests", "read"],
    ["one that is not for the audit reads none", ["read", "ask"], "audit", "audit"],
    ["one that is for the audit reads no rules", ["audit"], "rules", "rules"],
    ["one that reads grants ends none", ["grants"], "end", "end"],
  ])("%s", async (_, scopes, name, needed) => {
    const response = await (await by("marit", scopes)).send(name, { id: crypto.randomUUID() });
    expect(response.headers.get("www-authenticate")).toBe(
      `Bearer realm="Gatehouse", error="insufficient_scope", scope="${needed}"`,
    );
    expect(await response.json()).toMatchObject({ status: 403, code: "wrong-scope" });
  });
});

test("every call that is described has answered as it is described", () => {
  expect([...Program.worked].toSorted()).toEqual(
    Object.keys(calls)
      .filter((name) => name !== "description")
      .toSorted(),
  );
});
