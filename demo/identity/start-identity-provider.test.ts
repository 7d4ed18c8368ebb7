import { createHash, createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Lies, telling } from "./lie.ts";
import { type IdentityProvider, type Lie, startIdentityProvider } from "./start-identity-provider.ts";

const people = [
  { sub: "ext-ada", name: "Ada Ek", email: "ada@halden.example", userName: "ada.ek", may: "administrator" },
  { sub: "ext-bo", name: "Bo <b>Lind</b>", email: "bo@halden.example", userName: "bo.lind", may: "engineer" },
];
const redirectUri = "http://127.0.0.1:4190/api/auth/callback/oidc";
const client = {
  id: "console",
  secret: "secret",
  redirectUris: [redirectUri],
  postLogoutRedirectUris: [redirectUri],
};
const verifier = "v".repeat(43);
const challenge = createHash("sha256").update(verifier).digest("base64url");
const claims = z.looseObject({ sub: z.string(), auth_time: z.number(), iat: z.number(), nonce: z.string() });

let folder: string;
let provider: IdentityProvider;

async function start(options: { port?: number; lie?: Lie } = {}): Promise<void> {
  provider = await startIdentityProvider({ port: 0, people, client, stateFolder: folder, ...options });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-identity-"));
  await start();
});
afterEach(async () => {
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

class Browser {
  readonly #cookies = new Map<string, string>();

  async open(
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; status: number; text: string }> {
    const answer = await fetch(url, {
      redirect: "manual",
      // The server is stopped and started again on the same port; a kept connection would be the old one's.
      headers: {
        connection: "close",
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location === null) return this.#submitted({ url, status: answer.status, text: await answer.text() });
    const next = new URL(location, url).href;
    return next.startsWith(redirectUri) ? { url: next, status: answer.status, text: "" } : this.open(next);
  }

  async #submitted(page: { url: string; status: number; text: string }): Promise<typeof page> {
    if (!page.text.includes("<title>Submitting Callback")) return page;
    const [, action = ""] = /action="([^"]+)"/.exec(page.text) ?? [];
    const fields = [...page.text.matchAll(/name="([^"]+)" value="([^"]*)"/g)];
    return this.open(action, Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value])));
  }

  async signIn(sub: string, more: Record<string, string> = {}): Promise<URL> {
    const asked = await this.open(authorizationUrl(more));
    return new URL((await this.open(asked.url, { login: sub })).url);
  }
}

function authorizationUrl(more: Record<string, string> = {}): string {
  const parameters = {
    ...{
      client_id: client.id,
      redirect_uri: redirectUri,
      response_type: "code",
      scope: "openid profile email",
    },
    ...{ state: "s", nonce: "n", code_challenge: challenge, code_challenge_method: "S256" },
    ...more,
  };
  return `${provider.issuer}/auth?${new URLSearchParams(parameters).toString()}`;
}

async function redeem(callback: URL): Promise<{ idToken: string; claims: z.infer<typeof claims> }> {
  const answer = await fetch(`${provider.issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
    body: new URLSearchParams({
      ...{ grant_type: "authorization_code", redirect_uri: redirectUri, code_verifier: verifier },
      code: callback.searchParams.get("code") ?? "",
    }),
  });
  const { id_token } = z.object({ id_token: z.string() }).parse(await answer.json());
  const payload: unknown = JSON.parse(Buffer.from(id_token.split(".")[1] ?? "", "base64url").toString());
  return { idToken: id_token, claims: claims.parse(payload) };
}

describe("the demo's identity provider", () => {
  test("lists its people, escaped, with what each may do", async () => {
    const { text } = await new Browser().open(authorizationUrl());
    expect(text).toContain("Ada Ek");
    expect(text).toContain("administrator");
    expect(text).toContain("Bo &lt;b&gt;Lind&lt;/b&gt;");
    expect(text).not.toContain("<script");
  });

  test("signs the chosen person in, with auth_time, in a token its announced key verifies", async () => {
    const callback = await new Browser().signIn("ext-ada");
    expect(callback.searchParams.get("state")).toBe("s");
    expect(callback.searchParams.get("iss")).toBe(provider.issuer);
    const token = await redeem(callback);
    expect(token.claims).toMatchObject({
      sub: "ext-ada",
      nonce: "n",
      email: "ada@halden.example",
      iss: provider.issuer,
    });
    expect(Math.abs(token.claims.auth_time - token.claims.iat)).toBeLessThanOrEqual(5);
    expect(await verifies(token.idToken)).toBe(true);
  });

  test("asks for no second choice while somebody is signed in, unless the application wants one", async () => {
    const browser = new Browser();
    await browser.signIn("ext-ada");
    expect((await browser.open(authorizationUrl())).url).toContain(redirectUri);
    expect((await browser.open(authorizationUrl({ prompt: "login" }))).text).toContain("Confirm who you are");
    const again = await browser.signIn("ext-bo", { prompt: "login" });
    expect((await redeem(again)).claims.sub).toBe("ext-bo");
  });

  test("refuses an authorization without PKCE", async () => {
    const url = new URL(authorizationUrl());
    url.searchParams.delete("code_challenge");
    url.searchParams.delete("code_challenge_method");
    const answer = await new Browser().open(url.href);
    expect(new URL(answer.url).searchParams.get("error")).toBe("invalid_request");
  });

  test("keeps its key and its sessions over a restart", async () => {
    const browser = new Browser();
    await browser.signIn("ext-ada");
    const { port } = provider;
    await provider.stop();
    await start({ port });
    const callback = new URL((await browser.open(authorizationUrl())).url);
    expect((await redeem(callback)).claims.sub).toBe("ext-ada");
  });

  test("signs out only when the person says so, and goes back", async () => {
    const browser = new Browser();
    const { idToken } = await redeem(await browser.signIn("ext-ada"));
    const leave = { id_token_hint: idToken, post_logout_redirect_uri: redirectUri };
    const asked = await browser.open(
      `${provider.issuer}/session/end?${new URLSearchParams(leave).toString()}`,
    );
    expect(asked.text).toContain("Sign out here too?");
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.text)?.[1] ?? "";
    const left = await browser.open(`${provider.issuer}/session/end/confirm`, { xsrf, logout: "yes" });
    expect(left.url).toContain(redirectUri);
    expect((await browser.open(authorizationUrl())).text).toContain("Who is signing in?");
  });
});

describe("a provider that lies", () => {
  const lies: Lies = {};
  beforeEach(async () => {
    await provider.stop();
    await start({ lie: telling(lies) });
  });
  afterEach(() => {
    for (const told of Object.keys(lies)) Reflect.deleteProperty(lies, told);
  });

  test("is honest about what it does not lie about", async () => {
    const { idToken } = await redeem(await new Browser().signIn("ext-ada"));
    expect(await verifies(idToken)).toBe(true);
  });

  test("says another nonce under a signature that verifies", async () => {
    lies.claims = (honest) => ({ ...honest, nonce: "another" });
    const token = await redeem(await new Browser().signIn("ext-ada"));
    expect(token.claims.nonce).toBe("another");
    expect(await verifies(token.idToken)).toBe(true);
  });

  test("signs with a key nobody announced", async () => {
    lies.signedBy = "unknown key";
    expect(await verifies((await redeem(await new Browser().signIn("ext-ada"))).idToken)).toBe(false);
  });

  test("announces another issuer, and answers with another state", async () => {
    lies.metadata = (honest) => ({ ...honest, issuer: "https://elsewhere.example" });
    lies.callback = (parameters) => parameters.set("state", "stolen");
    const metadata: unknown = await (
      await fetch(`${provider.issuer}/.well-known/openid-configuration`)
    ).json();
    expect(metadata).toMatchObject({ issuer: "https://elsewhere.example" });
    expect((await new Browser().signIn("ext-ada")).searchParams.get("state")).toBe("stolen");
  });
});

async function verifies(token: string): Promise<boolean> {
  const keys = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });
  const [key] = keys.parse(await (await fetch(`${provider.issuer}/jwks`)).json()).keys;
  const [header, payload, signature = ""] = token.split(".");
  const announced = createPublicKey({ key: key ?? {}, format: "jwk" });
  return verify(
    "sha256",
    Buffer.from(`${header}.${payload}`),
    announced,
    Buffer.from(signature, "base64url"),
  );
}
