import { expect, test } from "vitest";
import { forgottenCookies, refOf, tokenCookieName } from "./decide-link.ts";

const origin = "https://gatehouse.halden.example";
const refs = ["a", "b", "c", "d", "e", "f"].map(refOf);
const cookies = ["theme=dark", ...refs.map((ref) => `${tokenCookieName(origin, ref)}=x`)].join("; ");

test("a browser keeps the four links it opened last, beside the one it opens", () => {
  const forgotten = forgottenCookies(origin, cookies, refOf("new"));
  expect(forgotten.map((line) => line.split("=")[0])).toEqual(
    [refs[0], refs[1]].map((ref) => tokenCookieName(origin, ref ?? "")),
  );
  expect(forgotten.every((line) => line.includes("Max-Age=0") && line.includes("Secure"))).toBe(true);
});

test("the link that is opened again is not forgotten", () => {
  const forgotten = forgottenCookies(origin, cookies, refs[0] ?? "");
  expect(forgotten.map((line) => line.split("=")[0])).toEqual([tokenCookieName(origin, refs[1] ?? "")]);
});
