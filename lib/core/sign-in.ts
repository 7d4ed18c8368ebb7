import type { PersonStatus } from "./catalogue.ts";

/** Why a sign-in did not become a session. The codes stand in addresses and in the audit. */
export const signInRefusals = [
  "no-match",
  "ambiguous",
  "disabled",
  "bound-to-another",
  "claims",
  "not-recent",
  "provider",
  "declined",
  "expired",
  "failed",
] as const;

export type SignInRefusal = (typeof signInRefusals)[number];

export type Candidate = { id: string; status: PersonStatus };

/** A subject of the issuer, and the person it was bound to at its first sign-in. */
export type Binding = { subject: string; personId: string };

export type Match = { ok: true; personId: string } | { ok: false; code: SignInRefusal };

/**
 * Which person a verified identity is.
 * @param subject the identity's `sub`
 * @param candidates every person whose configured attribute equals the configured claim
 * @param bindings the issuer's bindings of this subject and of these people
 * @returns the one enabled person that nothing else is bound to, or `no-match`, `ambiguous`, `disabled`, `bound-to-another`
 */
export function matchPerson(
  subject: string,
  candidates: readonly Candidate[],
  bindings: readonly Binding[],
): Match {
  const [person, ...others] = candidates;
  if (!person) return { ok: false, code: "no-match" };
  if (others.length > 0) return { ok: false, code: "ambiguous" };
  const isTaken = bindings.some((bound) => (bound.subject === subject) !== (bound.personId === person.id));
  if (isTaken) return { ok: false, code: "bound-to-another" };
  if (person.status !== "ENABLED") return { ok: false, code: "disabled" };
  return { ok: true, personId: person.id };
}

/** What the person reads about a refused sign-in, and what to do about it. */
export function explainSignIn(code: SignInRefusal): { title: string; whatToDo: string } {
  switch (code) {
    case "no-match":
      return {
        title: "Nobody in IAM Identity Center matches this account.",
        whatToDo:
          "Ask an administrator to provision you to IAM Identity Center, and sign in again after the next read of AWS.",
      };
    case "ambiguous":
      return {
        title: "More than one person in IAM Identity Center matches this account.",
        whatToDo:
          "Ask an administrator to make the matching attribute unique. Until then Gatehouse cannot tell who you are.",
      };
    case "disabled":
      return {
        title: "You are disabled in IAM Identity Center.",
        whatToDo: "Ask an administrator to enable you there. Gatehouse follows with the next read of AWS.",
      };
    case "bound-to-another":
      return {
        title: "This account belongs to somebody else here.",
        whatToDo:
          "An account stays with the person it first signed in as. Ask an administrator to look at the refused sign-in in the audit.",
      };
    case "claims":
      return {
        title: "The identity provider’s answer cannot be trusted as it is.",
        whatToDo:
          "Ask an administrator to compare the provider’s settings with Gatehouse’s. The log says what was wrong.",
      };
    case "not-recent":
      return {
        title: "The identity provider did not ask you to prove who you are again.",
        whatToDo:
          "Try again, and enter your password or use your key when you are asked. If you are not asked, tell an administrator.",
      };
    case "provider":
      return {
        title: "The identity provider does not answer as it should.",
        whatToDo:
          "Try again in a minute. If it goes on, tell an administrator: nobody can sign in meanwhile.",
      };
    case "declined":
      return {
        title: "The identity provider did not sign you in.",
        whatToDo:
          "Sign in again if you went back by mistake. If you have no access to this application there, ask for it.",
      };
    case "expired":
      return {
        title: "This sign-in took too long, or began in another browser.",
        whatToDo: "Sign in again and finish within ten minutes, with cookies allowed for this site.",
      };
    case "failed":
      return {
        title: "This sign-in could not be verified.",
        whatToDo: "Sign in again. If it goes on, tell an administrator: the log says what was wrong.",
      };
  }
}
