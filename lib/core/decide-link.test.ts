import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { isRef, refOf, tokenCookie, tokenCookieName, tokenHash } from "./decide-link.ts";

const token = randomBytes(32).toString("base64url");
const loopback = "http://127.0.0.1:4500";
const secure = "https://gatehouse.halden.example";

test("EML-05 the reference in the address does not hold the token, and finds its cookie", () => {
  const ref = refOf(token);
  expect(isRef(ref)).toBe(true);
  expect(ref).toBe(createHash("sha256").update(token).digest("hex").slice(0, 16));
  expect(tokenCookie(loopback, token).startsWith(`${tokenCookieName(loopback, ref)}=${token};`)).toBe(true);
});

test("EML-05 the cookie is for the decision's page alone, and unreadable to scripts", () => {
  expect(tokenCookie(loopback, token)).toMatch(/; Path=\/decide; Max-Age=1800; HttpOnly; SameSite=Lax$/);
  expect(tokenCookie(secure, token)).toMatch(
    /^__Secure-gatehouse-decide-[0-9a-f]{16}=.*; SameSite=Lax; Secure$/,
  );
});

test.each([
  ["empty", ""],
  ["short", "abc"],
  ["of another alphabet", "!".repeat(43)],
  ["with a line end", `${token}\r\nSet-Cookie: a=b`],
  ["with a semicolon", `${token}; Domain=evil.example`],
  ["very long", "a".repeat(5000)],
  ["a lone surrogate", "\ud800"],
])("EML-06 a token that is %s is answered alike, and is looked up nowhere", (_, strange) => {
  const cookie = tokenCookie(loopback, strange);
  expect(cookie).toMatch(
    /^gatehouse-decide-[0-9a-f]{16}=[^;\s]*; Path=\/decide; Max-Age=1800; HttpOnly; SameSite=Lax$/,
  );
  expect(tokenHash(strange)).toBeNull();
});

test("EML-05 a token is known by its SHA-256", () => {
  expect(Buffer.from(tokenHash(token) ?? []).equals(createHash("sha256").update(token).digest())).toBe(true);
});
