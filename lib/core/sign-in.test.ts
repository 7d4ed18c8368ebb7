import { expect, test } from "vitest";
import type { PersonStatus } from "./catalogue.ts";
import { type Binding, type Candidate, explainSignIn, matchPerson, signInRefusals } from "./sign-in.ts";

const person = (id: string, status: PersonStatus = "ENABLED"): Candidate => ({ id, status });
const bound = (subject: string, personId: string): Binding => ({ subject, personId });

test.each<[string, Candidate[], Binding[], string]>([
  ["AUT-07 one person is that person", [person("ada")], [], "ada"],
  ["AUT-07 one person signing in again is that person", [person("ada")], [bound("s", "ada")], "ada"],
  ["AUT-07 nobody is a refusal", [], [], "no-match"],
  ["AUT-07 a subject bound to somebody does not become nobody's", [], [bound("s", "ada")], "no-match"],
  ["AUT-07 two people are a refusal", [person("ada"), person("eve")], [], "ambiguous"],
  [
    "AUT-07 two people are a refusal even when one is bound",
    [person("ada"), person("eve")],
    [bound("s", "ada")],
    "ambiguous",
  ],
  ["AUT-06 a subject stays with its person", [person("eve")], [bound("s", "ada")], "bound-to-another"],
  ["AUT-06 a person stays with their subject", [person("ada")], [bound("t", "ada")], "bound-to-another"],
  [
    "AUT-06 a swap of two is a refusal",
    [person("ada")],
    [bound("s", "eve"), bound("t", "ada")],
    "bound-to-another",
  ],
  ["SES-03 a disabled person is a refusal", [person("ada", "DISABLED")], [], "disabled"],
  ["SES-03 a person whose status nobody knows is a refusal", [person("ada", "UNKNOWN")], [], "disabled"],
])("%s", (_, candidates, bindings, expected) => {
  const match = matchPerson("s", candidates, bindings);
  expect(match.ok ? match.personId : match.code).toBe(expected);
});

test.each(signInRefusals)("the refusal %s says what to do", (code) => {
  const { title, whatToDo } = explainSignIn(code);
  expect(title).toMatch(/\.$/);
  expect(whatToDo).toMatch(/\.$/);
});
