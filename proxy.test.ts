import { NextRequest } from "next/server";
import { beforeAll, describe, expect, test } from "vitest";
import * as schemas from "#lib/core/api/schemas.ts";
import { proxy } from "./proxy.ts";

beforeAll(() => {
  Object.assign(process.env, {
    GATEHOUSE_URL: "https://gatehouse.halden.test",
    GATEHOUSE_ORGANISATION_NAME: "Halden",
    GATEHOUSE_ADMINISTRATORS_GROUP_ID: "a",
    GATEHOUSE_AUDITORS_GROUP_ID: "b",
    DATABASE_URL: "postgres://web@127.0.0.1/x",
    AWS_ACCESS_PORTAL_URL: "https://halden.awsapps.com/start",
    IDENTITY_CENTER_REGION: "eu-central-1",
    IDENTITY_CENTER_INSTANCE_ARN: "arn:aws:sso:::instance/ssoins-1",
    IDENTITY_STORE_ID: "d-1",
    OIDC_ISSUER: "https://login.halden.test",
    OIDC_CLIENT_ID: "gatehouse",
    OIDC_CLIENT_SECRET: "secret",
    SIGN_IN_SECRET: "a-sign-in-secret-that-is-long-enough",
  });
});

function visit(path: string, init: { method?: string; headers?: Record<string, string> } = {}) {
  const headers = { host: "gatehouse.halden.test", ...init.headers };
  return proxy(new NextRequest(`https://gatehouse.halden.test${path}`, { ...init, headers }));
}

describe("every answer", () => {
  test("WEB-07 WEB-08 allows nothing but what is named, and no script without this answer's nonce", () => {
    const policy = visit("/").headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'nonce-[\w+/]{22}==' 'strict-dynamic';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("form-action 'self';");
    expect(policy).not.toMatch(
      /unsafe-eval|script-src[^;]*unsafe-inline|style-src [^;]*unsafe-inline|\*|https?:/,
    );
    expect(visit("/").headers.get("content-security-policy")).not.toBe(policy);
  });

  test("WEB-14 WEB-15 is kept nowhere, and asks for TLS", () => {
    const { headers } = visit("/accounts");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("strict-transport-security")).toBe("max-age=63072000");
    expect(headers.get("referrer-policy")).toBe("same-origin");
  });

  test("WEB-17 carries a correlation id of ours, never the browser's", () => {
    const mine = "00000000-0000-0000-0000-000000000000";
    const id = visit("/", { headers: { "x-correlation-id": mine } }).headers.get("x-correlation-id");
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(id).not.toBe(mine);
  });

  test.each(["/decide/abc", "/api/auth/callback/oidc?code=x"])(
    "EML-05 %s tells nobody where it was",
    (path) => {
      expect(visit(path).headers.get("referrer-policy")).toBe("no-referrer");
    },
  );
});

describe("what no browser sends", () => {
  test.each(["evil.test", "gatehouse.halden.test:8443", "gatehouse.halden.test.evil.test", ""])(
    "WEB-10 the host %j is refused",
    (host) => {
      expect(visit("/", { headers: { host } }).status).toBe(421);
    },
  );

  test("WEB-10 a forwarded host reaches nobody", () => {
    const answer = visit("/", { headers: { "x-forwarded-host": "evil.test", forwarded: "host=evil.test" } });
    expect(answer.status).toBe(200);
    expect(JSON.stringify([...answer.headers])).not.toContain("evil.test");
  });

  test.each(["PUT", "DELETE", "PATCH", "OPTIONS"])("WEB-18 %s is refused", (method) => {
    const answer = visit("/", { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD, POST");
  });

  test("WEB-16 a body that is too large is refused", () => {
    expect(visit("/", { method: "POST", headers: { "content-length": "70000" } }).status).toBe(413);
  });

  test("WEB-16 a body that does not say how long it is is refused unread", () => {
    expect(visit("/", { method: "POST", headers: { "transfer-encoding": "chunked" } }).status).toBe(411);
  });

  test.each<[string, string, { method?: string; headers?: Record<string, string> }, string, string | null]>([
    [
      "WEB-18 an unknown method",
      "/api/v1/requests",
      { method: "DELETE" },
      "405 no-such-method",
      "GET, HEAD, POST",
    ],
    ["WEB-18 an unknown method", "/api/v1/me", { method: "PUT" }, "405 no-such-method", "GET, HEAD"],
    [
      "WEB-18 an unknown method",
      "/api/v1/grants/1/give-back",
      { method: "OPTIONS" },
      "405 no-such-method",
      "POST",
    ],
    ["an address that there is none of", "/api/v1/decide", { method: "PUT" }, "404 unknown", null],
    ["WEB-10 another host", "/api/v1/me", { headers: { host: "evil.test" } }, "421 another-host", null],
    [
      "WEB-16 too large a body",
      "/api/v1/requests",
      { method: "POST", headers: { "content-length": "70000" } },
      "413 too-large",
      null,
    ],
    [
      "WEB-16 a body of unsaid length",
      "/api/v1/requests",
      { method: "POST", headers: { "transfer-encoding": "chunked" } },
      "411 no-length",
      null,
    ],
  ])("%s at %s is a problem to a program", async (_, path, init, problem, allow) => {
    const answer = visit(path, init);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("allow")).toBe(allow);
    const { status, code } = schemas.problem.parse(await answer.json());
    expect(`${status} ${code}`).toBe(problem);
    expect(answer.status).toBe(status);
  });
});
