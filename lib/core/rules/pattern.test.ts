import { expect, test } from "vitest";
import { meetsName, meetsTicket } from "./pattern.ts";

test.each([
  ["Payments", "Payments", true],
  ["Payments", "payments", false],
  ["Payments", "Payment", false],
  ["Payments", "*", true],
  ["", "*", true],
  ["PaymentsReadOnly", "*ReadOnly", true],
  ["PaymentsReadOnlyX", "*ReadOnly", false],
  ["aXbXc", "a*b*c", true],
  ["acb", "a*b*c", false],
  ["a.b", "a?b", false],
  ["a?b", "a?b", true],
  ["(a+)+", "(a+)+", true],
])("the name %o meets the pattern %o: %o", (name, pattern, does) => {
  expect(meetsName(name, pattern)).toBe(does);
});

test.each([
  ["INC-12", "INC-#", true],
  ["INC-", "INC-#", false],
  ["INC-12a", "INC-#", false],
  ["INC-１２", "INC-#", false],
  ["XINC-12", "INC-#", false],
  ["PAY-2214", "*-#", true],
  ["-2214", "*-#", false],
  ["two words-1", "*-#", false],
  ["A-1\n", "A-#", false],
])("the ticket %o meets the pattern %o: %o", (ticket, pattern, does) => {
  expect(meetsTicket(ticket, pattern)).toBe(does);
});

test("DOS-04 a pattern of many wildcards ends soon", () => {
  const began = performance.now();
  expect(meetsName("a".repeat(128), `${"*a".repeat(60)}b`)).toBe(false);
  expect(performance.now() - began).toBeLessThan(2_000);
});
