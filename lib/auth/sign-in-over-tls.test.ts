import { afterAll, beforeAll, expect, test } from "vitest";
import { Browser } from "./testing/browser.ts";
import { type HostileProvider, startHostileProvider } from "./testing/hostile-provider.ts";
import { type Stage, setStage } from "./testing/stage.ts";

const ORIGIN = "https://gatehouse.halden.test";
let provider: HostileProvider;
let stage: Stage;

beforeAll(async () => {
  provider = await startHostileProvider("subject-of-ada");
  stage = await setStage(provider.issuer, ORIGIN);
  await stage.addPerson({ id: "ada", externalId: "subject-of-ada" });
});
afterAll(async () => {
  await stage.end();
  await provider.close();
});

test("SES-02 every cookie is bound to this host, sent over TLS only and out of reach of scripts", async () => {
  const browser = new Browser(ORIGIN);
  const asked = await browser.start("/accounts");
  expect(new URL(asked).searchParams.get("redirect_uri")).toBe(`${ORIGIN}/api/auth/callback/oidc`);
  const answer = await browser.arrive(provider.authorize(asked));
  expect(answer.headers.get("location")).toBe(`${ORIGIN}/accounts`);
  expect(browser.told.length).toBeGreaterThan(8);
  for (const line of browser.told) {
    expect(line).toMatch(/^__Host-gatehouse-/);
    const attributes = line.split("; ").slice(1);
    expect(attributes).toEqual(expect.arrayContaining(["Path=/", "HttpOnly", "Secure", "SameSite=Lax"]));
    expect(line).not.toMatch(/Domain=/i);
  }
  expect([...browser.cookies.keys()]).toEqual(["__Host-gatehouse-session"]);
});

test("SES-02 the cookie's name without its promise is not read", async () => {
  const browser = new Browser(ORIGIN);
  const back = provider.authorize(await browser.start());
  for (const [name, value] of [...browser.cookies]) {
    browser.cookies.delete(name);
    browser.cookies.set(name.replace("__Host-", ""), value);
  }
  expect((await browser.arrive(back)).headers.get("location")).toBe(`${ORIGIN}/sign-in/refused?code=expired`);
});

test("EML-11 WEB-10 the address of the request builds no link", async () => {
  const browser = new Browser(ORIGIN);
  const disguised = new Browser("https://evil.test");
  const back = provider.authorize(await browser.start());
  for (const [name, value] of browser.cookies) disguised.cookies.set(name, value);
  expect((await disguised.arrive(back)).headers.get("location")).toBe(`${ORIGIN}/`);
  expect((await disguised.post("signin/oidc", { returnTo: "/" })).status).toBe(403);
});
