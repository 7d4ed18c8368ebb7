import { asked, problem, requestWithGrant } from "#lib/core/api/schemas.ts";
import { paths } from "#lib/paths.ts";
import { demo } from "./fixtures/demo.ts";
import { people, signedInAs } from "./fixtures/people.ts";
import { accountId, setArn } from "./fixtures/roles.ts";
import { expect, test } from "./fixtures/test.ts";

const { ines } = people;

type Sending = { method?: string; headers?: Record<string, string>; body?: string };

test("a program asks by a token that a person made, and no longer once it is revoked", async ({ as }) => {
  const page = await as(ines);
  await signedInAs(page, ines.name).click();
  await page.getByRole("link", { name: "API tokens" }).click();
  await expect(page).toHaveURL(paths.tokens());
  await expect(page.getByText("You have no token.")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("nightly report");
  await page.getByRole("checkbox", { name: /^Ask/ }).check();
  await page.getByRole("button", { name: "Make the token" }).click();
  const shown = page.getByText(/^gh_[A-Za-z0-9_-]{43}$/);
  await expect(shown).toBeVisible();
  const token = (await shown.textContent()) ?? "";
  await expect(page.getByRole("button", { name: "Revoke nightly report" })).toBeVisible();

  const call = (path: string, { headers, ...init }: Sending = {}) =>
    fetch(new URL(`/api/v1${path}`, demo().web), {
      ...init,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    });
  const ask = {
    method: "POST",
    headers: { "idempotency-key": "nightly-1" },
    body: JSON.stringify({
      accountId: accountId("fraud-prod"),
      permissionSetId: setArn("DatabaseReader").split("/").at(-1),
      minutes: 30,
      reason: "The nightly report needs two counts.",
    }),
  };
  const answer = await call("/requests", ask);
  expect([answer.status, await answer.clone().text()]).toEqual([201, expect.any(String)]);
  const { id } = asked.parse(await answer.json());
  const again = await call("/requests", ask);
  expect([again.headers.get("idempotent-replay"), asked.parse(await again.json()).id]).toEqual(["true", id]);
  await page.goto(paths.request(id));
  await expect(page.getByText("The nightly report needs two counts.")).toBeVisible();
  await expect(page.getByText(`${ines.name}, by the token nightly report`)).toBeVisible();
  const seen = await call(`/requests/${id}`);
  const waiting = call(`/requests/${id}?wait=30`, {
    headers: { "if-none-match": seen.headers.get("etag") ?? "" },
  });
  expect((await call(`/requests/${id}/cancel`, { method: "POST" })).status).toBe(200);
  expect(requestWithGrant.parse(await (await waiting).json())).toMatchObject({ id, state: "cancelled" });

  for (const [path, method, status, allow] of [
    ["/me", "DELETE", 405, "GET, HEAD"],
    ["/me", "POST", 405, "GET, HEAD"],
    ["/decisions", "POST", 404, null],
    ["", "GET", 404, null],
  ] as const) {
    const refused = await call(path, { method });
    expect([refused.status, refused.headers.get("allow")]).toEqual([status, allow]);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(problem.parse(await refused.json()).status).toBe(status);
  }

  await page.goto(paths.tokens());
  await expect(page.getByText(/last used/)).toBeVisible();
  await expect(page.getByText(token)).toHaveCount(0);
  await page.getByRole("button", { name: "Revoke nightly report" }).click();
  await expect(page.getByText("You have no token.")).toBeVisible();
  expect((await call("/me")).status).toBe(401);
});
