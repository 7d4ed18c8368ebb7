import fc from "fast-check";
import { expect, test } from "vitest";
import { safeReturnTo } from "./return-to.ts";

test.each([
  "/",
  "/accounts",
  "/accounts?q=a%20b&sort=name",
  "/requests/new?account=1#reason",
  "/a/../b",
  "/api-things",
])("AUT-13 %s is a place to come back to", (wish) => {
  const { pathname, search, hash } = new URL(wish, "https://gatehouse.test");
  expect(safeReturnTo(wish)).toBe(`${pathname}${search}${hash}`);
});

test.each([
  undefined,
  null,
  ["/accounts"],
  "",
  "accounts",
  "//evil.test",
  "///evil.test",
  "/\\evil.test",
  "\\\\evil.test",
  "/\t/evil.test",
  "/\n/evil.test",
  "/.//evil.test",
  "/x/..//evil.test",
  "https://evil.test/",
  "javascript:alert(1)",
  "/accounts\u0000",
  "/accounts\u0085",
  "/\ud800",
  "/sign-in",
  "/sign-in/refused?code=x",
  "/sign-out",
  "/api/auth/callback/oidc",
  "/./sign-out",
  `/${"x".repeat(3_000)}`,
])("AUT-13 %j leads home", (wish) => {
  expect(safeReturnTo(wish)).toBe("/");
});

test("AUT-13 whatever is wished for, a browser stays on this origin", () => {
  const near = fc.string({
    unit: fc.constantFrom("/", "\\", ".", ":", "@", "?", "#", "%", "\t", "e", "2", "f", "é", " "),
  });
  fc.assert(
    fc.property(fc.oneof(near, fc.string(), fc.webUrl()), (wish) => {
      const origin = "https://gatehouse.test";
      expect(new URL(safeReturnTo(wish), origin).origin).toBe(origin);
      expect(new URL(safeReturnTo(`/${wish}`), origin).origin).toBe(origin);
    }),
    { numRuns: 2_000 },
  );
});
