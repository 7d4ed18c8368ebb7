import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { accountId, assign, connect, operator, seed } from "./clients.fixture.ts";
import { isOwnForm } from "./form-door.ts";
import { faultForms } from "./page/fault-forms.ts";
import { type AwsSimulator, startAwsSimulator } from "./simulator.ts";

let simulator: AwsSimulator;

beforeEach(async () => {
  simulator = await startAwsSimulator({ port: 0, seed, latencyMs: 1_000, rateLimits: false });
});

afterEach(() => simulator.close());

describe("what goes wrong", () => {
  test.each(Object.entries(faultForms))(
    "the form of %s, sent as it stands, makes it go wrong",
    async (kind, form) => {
      const answer = await send("/forms/fault", await fieldsOf((fields) => fields.kind === kind));
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toBe("/#wrong");
      expect(simulator.faults()).toMatchObject([{ kind, operation: form.operation, hits: 0 }]);
      expect(await page()).toContain(form.title);
    },
  );

  test("is narrowed by names, minutes and percent", async () => {
    const fields = await fieldsOf((form) => form.kind === "throttled");
    const only = { account: "payments-prod", set: "PaymentsOperator", principal: "Ines Okafor" };
    await send("/forms/fault", { ...fields, ...only, times: "3", minutes: "1.5", percent: "25" });
    expect(simulator.faults()).toMatchObject([
      {
        accountId: accountId("payments-prod"),
        permissionSetArn: operator,
        principalId: cast.ines.userId,
        times: 3,
        forMs: 90_000,
        share: 0.25,
      },
    ]);
    expect(await page()).toContain(
      "every call, 25 % of them in payments-prod with PaymentsOperator for Ines Okafor",
    );
  });

  test("is told with how often it has hit, and stays told when it is over", async () => {
    simulator.inject({ kind: "throttled", operation: "*", times: 2 });
    const clients = connect({ endpoint: simulator.url });
    await expect(assign(clients, "payments-prod")).rejects.toThrow();
    expect(await page()).toContain("has hit once, 1 more");
    await expect(assign(clients, "payments-prod")).rejects.toThrow();
    expect(await page()).toContain("has hit 2 times, is over");
    clients.close();
  });

  test("is cleared, one and all", async () => {
    simulator.inject({ kind: "away", operation: "*" });
    const id = simulator.inject({ kind: "throttled", operation: "*" });
    simulator.inject({ kind: "reset", operation: "*" });
    await send("/forms/clear", { id });
    expect(simulator.faults().map(({ kind }) => kind)).toEqual(["away", "reset"]);
    await send("/forms/clear", {});
    expect(simulator.faults()).toEqual([]);
  });

  test.each([
    [{ account: "no-such-account" }, "There is no account “no-such-account”."],
    [{ principal: "Nobody" }, "There is no person or group “Nobody”."],
    [{ minutes: "a while" }, "“a while” is not a number."],
    [{ times: "-1" }, "times"],
    [{ kind: "earthquake" }, "kind"],
  ])("is not what makes no sense: %o", async (fields, words) => {
    const answer = await send("/forms/fault", { kind: "throttled", operation: "*", ...fields });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(new RegExp(`role="alert">That was not done\\.[^<]*${words}`));
    expect(simulator.faults()).toEqual([]);
  });

  test("asks which one it is, where a name is more than one's", async () => {
    const [first, second, ...others] = seed.users;
    if (!first || !second) throw new Error("Halden has people");
    await simulator.close();
    const users = [first, { ...second, displayName: first.displayName }, ...others];
    simulator = await startAwsSimulator({ port: 0, seed: { ...seed, users } });
    const fields = { act: "disable-person", person: first.displayName };
    const answer = await send("/forms/outside", fields);
    expect(await answer.text()).toContain("is the name of 2");
    expect((await send("/forms/outside", { ...fields, person: first.id })).status).toBe(303);
  });
});

describe("an administrator outside", () => {
  test("assigns by name, and what is open can be settled by hand", async () => {
    const fields = { account: "payments-prod", set: "PaymentsOperator", principal: cast.ines.userName };
    expect((await send("/forms/outside", { act: "assign", ...fields })).status).toBe(303);
    const [open] = simulator.state().operations;
    expect(open).toMatchObject({
      principalId: cast.ines.userId,
      principalType: "USER",
      status: "IN_PROGRESS",
    });
    await send("/forms/settle", { requestId: open?.requestId ?? "", as: "failed" });
    expect(simulator.state().operations).toMatchObject([{ status: "FAILED" }]);
    expect(await page()).toContain("The create is FAILED.");
  });

  test("removes what stands for somebody who is gone", async () => {
    const known = new Set([...seed.users, ...seed.groups].map(({ id }) => id));
    const orphan = seed.assignments.find(({ principalId }) => !known.has(principalId));
    if (!orphan) throw new Error("Halden has an orphan");
    simulator.setLatency(0);
    const fields = { account: orphan.accountId, set: orphan.permissionSetArn, principal: orphan.principalId };
    await send("/forms/outside", { act: "unassign", ...fields });
    expect(simulator.state().assignments).not.toContainEqual(orphan);
  });

  test("hears AWS's words where AWS refuses", async () => {
    const management = seed.accounts.find(({ id }) => id === seed.organization.managementAccountId);
    const fields = { act: "close-account", account: management?.name ?? "" };
    const answer = await send("/forms/outside", fields);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("AWS says: You can&#39;t close the management account");
  });
});

describe("the settings", () => {
  test("stay as they are when the form is sent as it stands", async () => {
    const before = await settings();
    expect((await send("/forms/settings", await settingsFields())).status).toBe(303);
    expect(await settings()).toEqual(before);
  });

  test("are what the form says", async () => {
    const { accountPaths: _ticked, ...fields } = await settingsFields();
    const changed = { tokenLifeMs: "500", notOffered: "ListUsers, ListGroups", delegatedAdministrator: "on" };
    await send("/forms/settings", { ...fields, ...changed, latencyMs: "30" });
    expect(await settings()).toMatchObject({
      settings: {
        accountPaths: false,
        delegatedAdministrator: true,
        notOffered: ["ListUsers", "ListGroups"],
        tokenLifeMs: 500,
      },
      latencyMs: 30,
    });
  });

  test("are not what they cannot be", async () => {
    const answer = await send("/forms/settings", {
      ...(await settingsFields()),
      emptyPages: "1",
      latencyMs: "9",
    });
    expect(answer.status).toBe(400);
    expect(await settings()).toMatchObject({ settings: { emptyPages: 0 }, latencyMs: 1_000 });
  });
});

test("what is typed comes back as text", async () => {
  const hostile = '"><script>alert(1)</script>';
  simulator.inject({ kind: "away", operation: hostile });
  expect(await page()).not.toContain("<script");
  const answer = await send("/forms/fault", { kind: "away", operation: "*", account: hostile });
  expect(answer.status).toBe(400);
  expect(await answer.text()).not.toContain("<script");
});

test("the page to watch shows what goes wrong and has no form that renewing would empty", async () => {
  simulator.inject({ kind: "away", operation: "*" });
  const watched = await (await fetch(`${simulator.url}/watch`)).text();
  expect(watched).toContain("AWS is away");
  expect(watched).toContain('http-equiv="refresh"');
  expect(watched).not.toContain("<form");
  expect(await page()).not.toContain('http-equiv="refresh"');
});

describe("a form", () => {
  const type = "application/x-www-form-urlencoded";
  const own = { host: "127.0.0.1:4566", origin: "http://127.0.0.1:4566", "content-type": type };

  test.each([
    ["of this page", own, true],
    ["of this page, as browsers tell", { ...own, "sec-fetch-site": "same-origin" }, true],
    ["of this page by its other name", { ...own, host: "localhost:1", origin: "http://localhost:1" }, true],
    ["of another site", { ...own, origin: "https://elsewhere.example" }, false],
    ["of another server of this machine", { ...own, origin: "http://127.0.0.1:3000" }, false],
    ["of nobody", { host: own.host, "content-type": type }, false],
    ["of a page without an origin", { ...own, origin: "null" }, false],
    [
      "of a foreign name that leads here",
      { ...own, host: "rebound.example", origin: "http://rebound.example" },
      false,
    ],
    ["that a browser calls cross-site", { ...own, "sec-fetch-site": "cross-site" }, false],
    ["that is none", { ...own, "content-type": "text/plain" }, false],
  ])("%s", (_, headers, isTaken) => expect(isOwnForm(headers)).toBe(isTaken));

  test("of another site changes nothing, nor does its script", async () => {
    const foreign = { origin: "https://elsewhere.example" };
    const fault = { kind: "away", operation: "*" };
    expect((await send("/forms/fault", fault, foreign)).status).toBe(403);
    const answer = await fetch(`${simulator.url}/_simulator/faults`, {
      method: "POST",
      headers: { ...foreign, "content-type": "application/json" },
      body: JSON.stringify(fault),
    });
    expect(answer.status).toBe(403);
    expect((await fetch(`${simulator.url}/forms/fault?kind=away&operation=*`)).status).toBe(403);
    expect(simulator.faults()).toEqual([]);
  });

  test("that there is none of is not found", async () =>
    expect((await send("/forms/earthquake", {})).status).toBe(404));
});

function send(
  path: string,
  fields: Record<string, string>,
  { origin } = { origin: simulator.url },
): Promise<Response> {
  const headers = { origin, "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams(fields).toString();
  return fetch(`${simulator.url}${path}`, { method: "POST", redirect: "manual", headers, body });
}

async function page(): Promise<string> {
  return (await fetch(simulator.url)).text();
}

async function settings(): Promise<unknown> {
  return (await fetch(`${simulator.url}/_simulator/state`))
    .json()
    .then((state: unknown) =>
      typeof state === "object" && state !== null && "settings" in state && "latencyMs" in state
        ? { settings: state.settings, latencyMs: state.latencyMs }
        : null,
    );
}

function settingsFields(): Promise<Record<string, string>> {
  return fieldsOf((fields) => "openOperationQuota" in fields);
}

/** What a browser would send of the first form on the page that is wanted, with nothing typed. */
async function fieldsOf(
  isWanted: (fields: Record<string, string>) => boolean,
): Promise<Record<string, string>> {
  const forms = (await page()).match(/<form.*?<\/form>/gs) ?? [];
  const found = forms.map(sentBy).find(isWanted);
  if (!found) throw new Error("The page has no such form");
  return found;
}

function sentBy(form: string): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const isBox = input.includes('type="checkbox"');
    if (isBox && !/ checked/.test(input)) continue;
    sent[attribute(input, "name") ?? ""] = attribute(input, "value") ?? (isBox ? "on" : "");
  }
  for (const [, name = "", text = ""] of form.matchAll(/<textarea name="(\w+)"[^>]*>(.*?)<\/textarea>/gs)) {
    sent[name] = plain(text);
  }
  return sent;
}

function attribute(tag: string, name: string): string | undefined {
  const [, value] = new RegExp(` ${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : plain(value);
}

function plain(markup: string): string {
  return markup
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
