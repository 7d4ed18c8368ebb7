import { afterAll, beforeAll, expect, test } from "vitest";
import { type IdentityProvider, startIdentityProvider } from "#demo/identity/start-identity-provider.ts";
import { beginSignIn } from "./sign-in.ts";
import { Browser } from "./testing/browser.ts";
import { CLIENT } from "./testing/hostile-provider.ts";
import { ORIGIN, type Stage, setStage } from "./testing/stage.ts";

const CALLBACK = `${ORIGIN}/api/auth/callback/oidc`;
const ada = { sub: "ext-ada", name: "Ada", email: "ada@halden.test", userName: "ada", may: "administrator" };

let provider: IdentityProvider;
let stage: Stage;

beforeAll(async () => {
  const client = { ...CLIENT, redirectUris: [CALLBACK], postLogoutRedirectUris: [] };
  provider = await startIdentityProvider({ port: 0, people: [ada], client });
  stage = await setStage(provider.issuer);
  await stage.addPerson({ id: "ada", externalId: "ext-ada" });
});
afterAll(async () => {
  await stage.end();
  await provider.stop();
});

/** Visits the provider as a person does, choosing Ada whenever it asks who is there. */
class Visit {
  readonly #cookies = new Map<string, string>();
  asked = 0;

  async until(location: string, form?: URLSearchParams): Promise<URLSearchParams> {
    const answer = await fetch(location, {
      redirect: "manual",
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form && { method: "POST", body: form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const next = answer.headers.get("location");
    if (next?.startsWith(CALLBACK)) return new URL(next).searchParams;
    if (next) return await this.until(new URL(next, location).href);
    if (!answer.ok || form)
      throw new Error(`The provider went no further: ${answer.status} ${await answer.text()}`);
    this.asked += 1;
    return await this.until(location, new URLSearchParams({ login: ada.sub }));
  }
}

test("AUT-01 AUT-03 the flow stands against oidc-provider, which names itself in its answers", async () => {
  const browser = new Browser(ORIGIN);
  const back = await new Visit().until(await browser.start("/accounts"));
  expect(back.get("iss")).toBe(provider.issuer);
  expect((await browser.arrive(back)).headers.get("location")).toBe(`${ORIGIN}/accounts`);
  expect(await stage.sql("select person_id from session")).toEqual([{ person_id: "ada" }]);

  const other = new Browser(ORIGIN);
  const unnamed = await new Visit().until(await other.start());
  unnamed.delete("iss");
  expect((await other.arrive(unnamed)).headers.get("location")).toBe(`${ORIGIN}/sign-in/refused?code=failed`);
});

test("AUT-12 a fresh proof is asked of somebody whom the provider knows already", async () => {
  const browser = new Browser(ORIGIN);
  const visit = new Visit();
  await browser.arrive(await visit.until(await browser.start()));
  await visit.until(await browser.start());
  expect(visit.asked).toBe(1);
  const begun = await beginSignIn("/decide", "step-up", "00000000-0000-4000-8000-000000000000");
  if (!begun.ok) throw new Error(begun.code);
  browser.keep(begun.setCookies);
  const back = await visit.until(begun.location);
  expect(visit.asked).toBe(2);
  expect((await browser.arrive(back)).headers.get("location")).toBe(`${ORIGIN}/decide`);
});
