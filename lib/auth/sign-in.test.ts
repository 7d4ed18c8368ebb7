import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forgetProvider } from "./discover-provider.ts";
import { beginSignIn } from "./sign-in.ts";
import { Browser } from "./testing/browser.ts";
import { CLIENT, type HostileProvider, type Lies, startHostileProvider } from "./testing/hostile-provider.ts";
import { ORIGIN, type Stage, setStage } from "./testing/stage.ts";

let provider: HostileProvider;
let stage: Stage;
let browser: Browser;

beforeAll(async () => {
  provider = await startHostileProvider("subject-of-ada");
  stage = await setStage(provider.issuer);
});
afterAll(async () => {
  await stage.end();
  await provider.close();
});
beforeEach(async () => {
  provider.lie({});
  forgetProvider();
  browser = new Browser(ORIGIN);
  await stage.sql("truncate session, sign_in_identity cascade");
  await stage.sql("delete from person");
  await stage.addPerson({ id: "ada", externalId: "subject-of-ada" });
});

async function signIn(returnTo = "/accounts?q=x"): Promise<Response> {
  return await browser.arrive(provider.authorize(await browser.start(returnTo)));
}

async function sessions(): Promise<number> {
  return (await stage.sql("select from session")).length;
}

async function lastEvent() {
  const [event] = await stage.sql(
    "select action, cause, actor_id, session_id from audit_event order by id desc limit 1",
  );
  return event;
}

const refusedTo = (code: string) => `${ORIGIN}/sign-in/refused?code=${code}`;

describe("an honest sign-in", () => {
  test("AUT-01 sends state, nonce and a PKCE S256 challenge, and nothing that the form's address asked for", async () => {
    const meddling =
      "?redirect_uri=https://evil.test&scope=everything&prompt=none&max_age=1&state=mine&nonce=mine&response_type=token&code_challenge_method=plain&callbackUrl=https://evil.test";
    const asked = new URL(await browser.start("/", meddling));
    expect(`${asked.origin}${asked.pathname}`).toBe(`${provider.issuer}/authorize`);
    const { code_challenge, state, nonce, ...rest } = Object.fromEntries(asked.searchParams);
    for (const random of [code_challenge, state, nonce]) expect(random).toMatch(/^[\w-]{43}$/);
    expect(rest).toEqual({
      client_id: CLIENT.id,
      scope: "openid profile email",
      response_type: "code",
      redirect_uri: `${ORIGIN}/api/auth/callback/oidc`,
      code_challenge_method: "S256",
    });
  });

  test("SES-02 AUT-13 becomes a session of ours, in one HttpOnly cookie, and leads to the page that was asked for", async () => {
    const answer = await signIn("/accounts?q=x");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`${ORIGIN}/accounts?q=x`);
    expect([...browser.cookies.keys()]).toEqual(["gatehouse-session"]);
    const line = browser.told.find((each) => each.startsWith("gatehouse-session="));
    expect(line).toMatch(/^gatehouse-session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
    expect(await lastEvent()).toMatchObject({ action: "session.opened", actor_id: "ada" });
  });

  test("AUT-14 SES-02 leaves no token in the database and none of next-auth's cookies in the browser", async () => {
    await signIn();
    const token = browser.cookies.get("gatehouse-session") ?? "";
    const rows = await stage.sql(
      "select s::text as row from session s union all select i::text from sign_in_identity i",
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain("eyJ");
    expect(browser.told.filter((line) => /next-auth/.test(line))).toEqual([]);
  });

  test("SES-01 ends the session that the browser brought along, whoever's it was", async () => {
    await signIn();
    const planted = browser.cookies.get("gatehouse-session");
    await signIn();
    expect(browser.cookies.get("gatehouse-session")).not.toBe(planted);
    expect(await sessions()).toBe(1);
    expect(await stage.sql("select cause from audit_event where action = 'session.closed'")).toEqual([
      { cause: "replaced by a new sign-in" },
    ]);
  });

  test("AUT-04 an answer is good once", async () => {
    const back = provider.authorize(await browser.start());
    const kept = new Map(browser.cookies);
    expect((await browser.arrive(back)).headers.get("location")).toBe(`${ORIGIN}/`);
    expect((await browser.arrive(back)).headers.get("location")).toBe(refusedTo("expired"));
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await browser.arrive(back)).headers.get("location")).toBe(refusedTo("failed"));
    expect(await sessions()).toBe(1);
  });
});

describe("a provider that lies gets nobody in", () => {
  const now = () => Math.floor(Date.now() / 1000);
  const lies: [title: string, lies: () => Lies, code: string][] = [
    [
      "AUT-03 announces another issuer than the configured one",
      () => ({ issuer: "https://evil.test" }),
      "provider",
    ],
    ["AUT-03 announces its issuer with a slash more", () => ({ issuer: `${provider.issuer}/` }), "provider"],
    ["AUT-03 issues the token in another name", () => ({ claims: { iss: "https://evil.test" } }), "failed"],
    [
      "AUT-03 promises iss in the answer and leaves it out",
      () => ({ metadata: { authorization_response_iss_parameter_supported: true } }),
      "failed",
    ],
    ["AUT-06 says a sub that is a number", () => ({ claims: { sub: 42 } }), "claims"],
    ["AUT-06 says a sub that is an object", () => ({ claims: { sub: { id: "subject-of-ada" } } }), "claims"],
    ["AUT-06 says a sub of 10,000 characters", () => ({ claims: { sub: "x".repeat(10_000) } }), "claims"],
    ["AUT-06 says an empty sub", () => ({ claims: { sub: "" } }), "claims"],
    [
      "AUT-04 issued the token in the future",
      () => ({ claims: { iat: now() + 120, exp: now() + 600 } }),
      "claims",
    ],
    ["AUT-04 says an iat that is text", () => ({ claims: { iat: "now" } }), "failed"],
    ["AUT-04 sends an expired token", () => ({ claims: { iat: now() - 900, exp: now() - 600 } }), "failed"],
    ["AUT-04 echoes another nonce", () => ({ claims: { nonce: "another" } }), "failed"],
    ["AUT-04 leaves the nonce out", () => ({ without: ["nonce"] }), "failed"],
    ["AUT-04 names another audience", () => ({ claims: { aud: "another-client" } }), "failed"],
    [
      "AUT-04 names several audiences and no azp",
      () => ({ claims: { aud: [CLIENT.id, "another-client"] } }),
      "failed",
    ],
    [
      "AUT-04 names another azp",
      () => ({ claims: { aud: [CLIENT.id, "another-client"], azp: "another-client" } }),
      "failed",
    ],
    ["AUT-04 leaves exp out", () => ({ without: ["exp"] }), "failed"],
    ["AUT-12 says an auth_time in the future", () => ({ claims: { auth_time: now() + 120 } }), "claims"],
    ["AUT-12 says an auth_time that is text", () => ({ claims: { auth_time: "today" } }), "claims"],
    ["AUT-02 signs with no algorithm", () => ({ sign: "alg-none" }), "failed"],
    ["AUT-02 signs with the client's secret", () => ({ sign: "secret" }), "failed"],
    ["AUT-02 signs with a key that it does not publish", () => ({ sign: "unknown-key" }), "failed"],
    ["AUT-02 signs something else", () => ({ sign: "broken" }), "failed"],
    [
      "AUT-02 offers only shared-secret algorithms",
      () => ({ metadata: { id_token_signing_alg_values_supported: ["HS256", "none"] } }),
      "provider",
    ],
    [
      "AUT-01 offers PKCE without S256",
      () => ({ metadata: { code_challenge_methods_supported: ["plain"] } }),
      "provider",
    ],
    ["AUT-08 fails at the token endpoint", () => ({ token: "500" }), "failed"],
    ["AUT-08 answers the token request with a page", () => ({ token: "not-json" }), "failed"],
    ["AUT-08 gives no ID token", () => ({ token: "no-id-token" }), "failed"],
    ["AUT-08 never answers the token request", () => ({ token: "silence" }), "failed"],
    ["AUT-08 fails at discovery", () => ({ discovery: "500" }), "provider"],
    ["AUT-08 redirects discovery", () => ({ discovery: "redirect" }), "provider"],
    ["AUT-08 answers discovery with a page", () => ({ discovery: "not-json" }), "provider"],
    ["AUT-08 answers discovery without end", () => ({ discovery: "endless" }), "provider"],
    [
      "AUT-08 announces endpoints that are not addresses",
      () => ({ metadata: { token_endpoint: 1 } }),
      "provider",
    ],
    [
      "AUT-08 announces endpoints without TLS",
      () => ({ metadata: { token_endpoint: "http://evil.test/token" } }),
      "provider",
    ],
  ];

  test.each(lies)("%s", async (_, told, code) => {
    const back = provider.authorize(await browser.start());
    forgetProvider();
    provider.lie(told());
    const answer = await browser.arrive(back);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(refusedTo(code));
    expect([...browser.cookies.keys()]).toEqual([]);
    expect(await sessions()).toBe(0);
    expect(await lastEvent()).toMatchObject({ action: "session.refused", cause: code, session_id: null });
  });

  test("AUT-08 a provider that cannot be read cannot be gone to", async () => {
    provider.lie({ issuer: "https://evil.test" });
    const answer = await browser.post("signin/oidc", { returnTo: "/" });
    expect(answer.headers.get("location")).toBe(refusedTo("provider"));
    expect([...browser.cookies.keys()]).toEqual([]);
  });
});

describe("an answer that is not one to our request", () => {
  test.each([
    ["an id_token and no code", "id_token=e30.e30.&state=x"],
    ["an id_token beside the code", "code=x&state=x&id_token=e30.e30."],
    ["an access token", "access_token=x&token_type=Bearer&state=x"],
    ["a signed answer", "response=e30.e30."],
    ["two codes", "code=x&code=y&state=x"],
    ["a code that is endless", `code=${"x".repeat(5_000)}&state=x`],
    ["no state", "code=x"],
    ["nothing", ""],
  ])("AUT-01 AUT-16 %s is refused with 400", async (_, query) => {
    await browser.start();
    const answer = await browser.arrive(query);
    expect(answer.status).toBe(400);
    expect(await sessions()).toBe(0);
  });

  test("AUT-01 another state than the browser's is refused, and the code is never spent", async () => {
    const back = provider.authorize(await browser.start());
    const spent = provider.exchanges.length;
    back.set("state", "another");
    expect((await browser.arrive(back)).headers.get("location")).toBe(refusedTo("failed"));
    expect(provider.exchanges.length).toBe(spent);
  });

  test("AUT-01 another person's answer does not sign this browser in", async () => {
    const attacker = new Browser(ORIGIN);
    const back = provider.authorize(await attacker.start());
    await browser.start();
    expect((await browser.arrive(back)).headers.get("location")).toBe(refusedTo("failed"));
    expect((await new Browser(ORIGIN).arrive(back)).headers.get("location")).toBe(refusedTo("expired"));
  });

  test("AUT-03 an iss in the answer that is not the provider's is refused", async () => {
    const back = provider.authorize(await browser.start());
    back.set("iss", "https://evil.test");
    expect((await browser.arrive(back)).headers.get("location")).toBe(refusedTo("failed"));
  });

  test("AUT-08 the provider's own no is a refusal, without its words in our address", async () => {
    const { searchParams } = new URL(await browser.start());
    const back = {
      error: "access_denied",
      error_description: "<b>call 555</b>",
      state: searchParams.get("state") ?? "",
    };
    const answer = await browser.arrive(new URLSearchParams(back));
    expect(answer.headers.get("location")).toBe(refusedTo("declined"));
  });

  test.each(["gatehouse-sign-in-state", "gatehouse-sign-in-nonce", "gatehouse-sign-in-pkce"])(
    "AUT-16 a malformed %s is a refusal, never a fault",
    async (name) => {
      const back = provider.authorize(await browser.start());
      browser.cookies.set(name, "%E0%A4%A.{}");
      expect((await browser.arrive(back)).headers.get("location")).toBe(refusedTo("failed"));
      expect(await sessions()).toBe(0);
    },
  );

  test("AUT-16 a malformed cookie of the attempt itself is refused with 400", async () => {
    const back = provider.authorize(await browser.start());
    browser.cookies.set("gatehouse-sign-in", "%E0%A4%A.{}");
    expect((await browser.arrive(back)).status).toBe(400);
  });

  test("AUT-16 a malformed session cookie does not keep anybody from signing in", async () => {
    browser.cookies.set("gatehouse-session", "%00{}");
    expect((await signIn("/")).headers.get("location")).toBe(`${ORIGIN}/`);
  });
});

describe("who it becomes", () => {
  test("AUT-07 somebody that the identity store does not know is refused, and the audit says who", async () => {
    await stage.sql("delete from person");
    expect((await signIn()).headers.get("location")).toBe(refusedTo("no-match"));
    const [event] = await stage.sql("select * from audit_event order by id desc limit 1");
    expect(event).toMatchObject({
      action: "session.refused",
      cause: "no-match",
      actor_id: `${provider.issuer} subject-of-ada`,
      address: "203.0.113.9",
      user_agent: "a test",
    });
  });

  test("AUT-07 two people with one attribute are nobody", async () => {
    await stage.addPerson({ id: "eve", externalId: "subject-of-ada" });
    expect((await signIn()).headers.get("location")).toBe(refusedTo("ambiguous"));
    expect(await stage.sql("select from sign_in_identity")).toEqual([]);
  });

  test("AUT-06 AUT-07 an identity stays with its first person, whoever gets their attribute later", async () => {
    await signIn();
    await stage.sql("update person set external_ids = '[]' where id = 'ada'");
    await stage.addPerson({ id: "eve", externalId: "subject-of-ada" });
    expect((await signIn()).headers.get("location")).toBe(refusedTo("bound-to-another"));
  });

  test("AUT-07 a person's second subject is refused", async () => {
    await signIn();
    await stage.sql(
      `update person set external_ids = external_ids || '[{"issuer":"x","id":"another-subject"}]' where id = 'ada'`,
    );
    provider.lie({ claims: { sub: "another-subject" } });
    expect((await signIn()).headers.get("location")).toBe(refusedTo("bound-to-another"));
  });

  test("SES-03 a disabled person is refused, and the earlier session is no session any more", async () => {
    await signIn();
    await stage.sql("update person set status = 'DISABLED' where id = 'ada'");
    expect((await signIn()).headers.get("location")).toBe(refusedTo("disabled"));
  });
});

describe("a fresh proof", () => {
  async function stepUp(lies: Lies): Promise<Response> {
    const begun = await beginSignIn("/decide", "step-up", "00000000-0000-4000-8000-000000000000");
    if (!begun.ok) throw new Error(begun.code);
    browser.keep(begun.setCookies);
    const { searchParams } = new URL(begun.location);
    expect([searchParams.get("prompt"), searchParams.get("max_age")]).toEqual(["login", "0"]);
    provider.lie(lies);
    return await browser.arrive(provider.authorize(begun.location));
  }

  test("AUT-12 SES-01 becomes a new session that knows when it was given", async () => {
    await signIn();
    const before = browser.cookies.get("gatehouse-session");
    expect((await stepUp({})).headers.get("location")).toBe(`${ORIGIN}/decide`);
    expect(browser.cookies.get("gatehouse-session")).not.toBe(before);
    expect(await sessions()).toBe(1);
  });

  test("EML-10 SES-01 is what a decision's page asks for, and leads back to the decision as a new session", async () => {
    await signIn();
    const before = browser.cookies.get("gatehouse-session");
    const asked = await browser.start("/decide?link=abc", "", { again: "yes" });
    const { searchParams } = new URL(asked);
    expect([searchParams.get("prompt"), searchParams.get("max_age")]).toEqual(["login", "0"]);
    expect((await browser.arrive(provider.authorize(asked))).headers.get("location")).toBe(
      `${ORIGIN}/decide?link=abc`,
    );
    expect(browser.cookies.get("gatehouse-session")).not.toBe(before);
    expect(await sessions()).toBe(1);
    const [{ age } = { age: null }] = await stage.sql(
      "select extract(epoch from gatehouse_now() - auth_time)::int as age from session",
    );
    expect(age).toBeLessThan(60);
  });

  test("EML-10 AUT-12 an old proof from the provider ends nobody's session and makes none", async () => {
    await signIn();
    const asked = await browser.start("/decide?link=abc", "", { again: "yes" });
    provider.lie({ claims: { auth_time: Math.floor(Date.now() / 1000) - 3_600 } });
    const answer = await browser.arrive(provider.authorize(asked));
    expect(answer.headers.get("location")).toBe(refusedTo("not-recent"));
    expect(await sessions()).toBe(1);
  });

  test.each<[string, Lies]>([
    ["an hour old", { claims: { auth_time: Math.floor(Date.now() / 1000) - 3_600 } }],
    ["not spoken of", { without: ["auth_time"] }],
  ])("AUT-12 a proof that is %s is none", async (_, lies) => {
    expect((await stepUp(lies)).headers.get("location")).toBe(refusedTo("not-recent"));
    expect(await sessions()).toBe(0);
  });

  test("AUT-12 without auth_time a session never counts as recent", async () => {
    provider.lie({ without: ["auth_time"] });
    await signIn();
    expect(await stage.sql("select extract(year from auth_time)::int as year from session")).toEqual([
      { year: 1970 },
    ]);
  });
});

describe("who may begin", () => {
  test.each([
    ["another site", { origin: "https://evil.test", "sec-fetch-site": "cross-site" }],
    ["a neighbour of this site", { "sec-fetch-site": "same-site" }],
    ["a sandboxed frame", { origin: "null" }],
    ["a client that does not say where it is", { "sec-fetch-site": "" }],
  ])("WEB-06 a form from %s begins nothing", async (_, headers) => {
    const answer = await browser.post("signin/oidc", { returnTo: "/" }, headers);
    expect(answer.status).toBe(403);
    expect(browser.told).toEqual([]);
  });

  test.each([
    "session",
    "providers",
    "csrf",
    "error",
    "signin",
    "signin/oidc",
    "signout",
    "callback",
    "callback/other",
    "verify-request",
  ])("next-auth's own /%s is not there", async (path) => {
    expect((await browser.get(path)).status).toBe(404);
  });

  test.each(["session", "signout", "callback/oidc", "signin/other", "_log", "csrf"])(
    "nor does a POST to /%s reach it",
    async (path) => {
      expect((await browser.post(path, {})).status).toBe(404);
    },
  );
});
