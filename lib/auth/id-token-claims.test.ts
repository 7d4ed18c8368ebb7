import { expect, test } from "vitest";
import { type Expected, judgeClaims } from "./id-token-claims.ts";

const now = new Date("2026-11-24T12:00:00Z");
const second = now.getTime() / 1000;
const expected: Expected = {
  issuer: "https://login.test/tenant",
  clientId: "gatehouse",
  personClaim: "oid",
  now,
  provedSince: null,
};
const token = {
  iss: "https://login.test/tenant",
  sub: "subject",
  aud: "gatehouse",
  iat: second,
  exp: second + 300,
  nonce: "n",
  oid: "object-1",
  auth_time: second - 40,
};

test("AUT-06 good claims are the issuer, the subject, the person's key and when they proved it", () => {
  expect(judgeClaims(token, expected)).toEqual({
    ok: true,
    claims: {
      issuer: "https://login.test/tenant",
      subject: "subject",
      personKey: "object-1",
      authTime: new Date("2026-11-24T11:59:20Z"),
    },
  });
});

test.each<[string, object]>([
  ["AUT-04 a minute of skew", { iat: second + 60 }],
  ["AUT-04 one audience in a list", { aud: ["gatehouse"] }],
  ["AUT-04 several audiences with our azp", { aud: ["api", "gatehouse"], azp: "gatehouse" }],
  ["AUT-12 no auth_time, when none was asked for", { auth_time: undefined }],
  ["claims that nobody asked about", { groups: ["a"], email: "a@b.test" }],
])("%s passes", (_, change) => {
  expect(judgeClaims({ ...token, ...change }, expected).ok).toBe(true);
});

test.each<[string, unknown]>([
  ["AUT-03 another issuer", { ...token, iss: "https://login.test/other" }],
  ["AUT-03 an issuer with a slash more", { ...token, iss: "https://login.test/tenant/" }],
  ["AUT-03 an issuer in another case", { ...token, iss: "https://LOGIN.test/tenant" }],
  ["AUT-06 a sub that is a number", { ...token, sub: 1 }],
  ["AUT-06 a sub that is a list", { ...token, sub: ["subject"] }],
  ["AUT-06 a sub of 256 characters", { ...token, sub: "x".repeat(256) }],
  ["AUT-06 a sub with a line end", { ...token, sub: "subject\n" }],
  ["AUT-06 a sub that looks like another's", { ...token, sub: "ѕubject" }],
  ["AUT-04 no audience", { ...token, aud: undefined }],
  ["AUT-04 another audience", { ...token, aud: "other" }],
  ["AUT-04 several audiences without us", { ...token, aud: ["a", "b"], azp: "gatehouse" }],
  ["AUT-04 several audiences without azp", { ...token, aud: ["gatehouse", "b"] }],
  ["AUT-04 another azp", { ...token, azp: "other" }],
  ["AUT-04 issued 61 s in the future", { ...token, iat: second + 61 }],
  ["AUT-04 an iat with a fraction", { ...token, iat: second + 0.5 }],
  ["AUT-04 an end before its beginning", { ...token, exp: second - 1 }],
  ["AUT-04 no nonce", { ...token, nonce: undefined }],
  ["AUT-12 proved in the future", { ...token, auth_time: second + 61 }],
  ["AUT-12 proved at a text", { ...token, auth_time: String(second) }],
  ["AUT-07 no claim that names the person", { ...token, oid: undefined }],
  ["AUT-07 a claim that names several", { ...token, oid: ["a", "b"] }],
  ["AUT-07 a claim that names nobody", { ...token, oid: "" }],
  ["nothing", null],
  ["a text", "token"],
])("%s is refused", (_, bad) => {
  expect(judgeClaims(bad, expected)).toMatchObject({ ok: false, code: "claims" });
});

test.each<[string, number | undefined, boolean]>([
  ["AUT-12 proved after it was asked", second - 5, true],
  ["AUT-12 proved within the skew before it was asked", second - 70, true],
  ["AUT-12 proved long before it was asked", second - 120, false],
  ["AUT-12 proof not spoken of", undefined, false],
])("for a fresh proof: %s", (_, auth_time, passes) => {
  const asked = { ...expected, provedSince: new Date(now.getTime() - 20_000) };
  const judged = judgeClaims({ ...token, auth_time }, asked);
  expect(judged.ok ? "ok" : judged.code).toBe(passes ? "ok" : "not-recent");
});
