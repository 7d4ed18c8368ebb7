import { formatMinutes } from "#lib/format.ts";
import { MIN_MINUTES } from "./rules/bounds.ts";
import { type Hours, spellHours } from "./rules/hours.ts";

/** An expected no, as a value. */
export type Refusal =
  | { code: "not-offered" }
  | { code: "too-short"; minMinutes: number }
  | { code: "too-long"; maxMinutes: number }
  | { code: "too-far-ahead"; aheadMinutes: number }
  | { code: "in-the-past" }
  | { code: "no-such-time" }
  | { code: "outside-hours"; hours: Hours }
  | { code: "reason-too-short"; min: number }
  | { code: "ticket-needed"; like: readonly string[] }
  | { code: "not-extendable" }
  | { code: "too-long-in-all"; longestMinutes: number; inAllMinutes: number }
  | { code: "not-held-yet" }
  | { code: "standing-access" }
  | { code: "already-extended"; requestId: string }
  | { code: "extended-over" }
  | { code: "not-holder" }
  | { code: "too-many-at-once"; max: number; ruleName: string }
  | { code: "too-few-approvers" }
  | { code: "needs-people"; least: number }
  | { code: "already-asked"; requestId: string }
  | { code: "asked-twice" }
  | { code: "too-many-together"; max: number }
  | { code: "bundle-refused"; of: number; roles: readonly RefusedRole[] }
  | { code: "too-many-open"; max: number }
  | { code: "too-many-held"; max: number }
  | { code: "too-often"; max: number }
  | { code: "account-not-active"; accountName: string }
  | { code: "management-account" }
  | { code: "person-disabled" }
  | { code: "own-request" }
  | { code: "not-an-approver" }
  | {
      code: "already-settled";
      as: "approved" | "denied" | "cancelled" | "lapsed" | "invalidated";
      by: string | null;
    }
  | { code: "content-changed"; changes: readonly string[] }
  | { code: "already-said" }
  | { code: "partly-decided"; of: number; requests: readonly { requestId: string; refusal: Refusal }[] }
  | { code: "not-by-token" }
  | { code: "key-in-use" }
  | { code: "too-many-tokens"; max: number }
  | { code: "comment-needed" }
  | { code: "too-many-favourites"; max: number }
  | { code: "only-by-itself" }
  | { code: "sign-in-again"; withinMinutes: number }
  | { code: "nothing-picked" }
  | { code: "said-in-your-place"; by: string }
  | { code: "ends-too-soon" }
  | { code: "away-too-long"; maxDays: number }
  | { code: "delegate-unknown" }
  | { code: "delegate-is-self" }
  | { code: "delegate-cannot-sign-in"; name: string }
  | { code: "delegate-is-away"; name: string }
  | { code: "delegated-already"; to: string }
  | { code: "not-yours" }
  | { code: "already-over" }
  | { code: "sync-running" }
  | { code: "refreshed-just-now"; waitSeconds: number }
  | { code: "too-many-refreshes"; max: number }
  | { code: "nothing-to-accept" }
  | { code: "superseded" }
  | { code: "never-empty" }
  | { code: "nothing-to-retry" }
  | { code: "not-to-hand-over" }
  | { code: "not-contested" }
  | { code: "verdict-given" }
  | { code: "own-access" }
  | { code: "owner-unknown" }
  | { code: "ask-open" }
  | { code: "still-waiting" }
  | { code: "already-draining" }
  | { code: "not-draining" }
  | { code: "not-an-administrator" }
  | { code: "rule-changed" }
  | { code: "name-taken"; name: string }
  | { code: "no-difference" }
  | { code: "bad-rule"; problem: string }
  | { code: "unfit-fields"; fields: Readonly<Record<string, string>> }
  | { code: "own-change" }
  | { code: "not-your-change" }
  | { code: "change-over" }
  | { code: "change-moved-on" }
  | { code: "already-answered" }
  | { code: "not-allowed" }
  | { code: "busy" }
  | { code: "unknown" };

/** A role of a bundle that cannot be asked, and why. */
export type RefusedRole = { accountId: string; permissionSetArn: string; refusal: Refusal };

const SETTLED = {
  approved: "was approved",
  denied: "was denied",
  cancelled: "was withdrawn",
  lapsed: "lapsed undecided",
  invalidated: "no longer stands",
} as const;

/** What a ticket that meets the pattern may look like. */
function exampleOf(pattern: string): string {
  return pattern.replaceAll("#", "123").replaceAll("*", "abc");
}

/** One sentence for a person, for each refusal. */
export function explain(refusal: Refusal): string {
  switch (refusal.code) {
    case "not-offered":
      return "No rule lets you ask for this role in this account.";
    case "too-short":
      return `Ask for at least ${formatMinutes(refusal.minMinutes)}.`;
    case "too-long":
      return `Ask for at most ${formatMinutes(refusal.maxMinutes)}.`;
    case "too-far-ahead":
      return refusal.aheadMinutes === 0
        ? "This can be asked for at once only, not for later."
        : `Let it begin within ${formatMinutes(refusal.aheadMinutes)} from now.`;
    case "in-the-past":
      return "The start lies in the past.";
    case "no-such-time":
      return "There is no such time here. Clocks may leave it out that day.";
    case "outside-hours":
      return `It may begin ${spellHours(refusal.hours)} only.`;
    case "reason-too-short":
      return `Say why in at least ${refusal.min} characters.`;
    case "ticket-needed":
      return `A ticket is needed, such as ${refusal.like.map(exampleOf).join(" or ")}.`;
    case "not-extendable":
      return "The rule for this role does not let it be extended. Ask for it again when it is over.";
    case "too-long-in-all":
      return refusal.longestMinutes < MIN_MINUTES
        ? `It lasts ${formatMinutes(refusal.inAllMinutes)} in all at the most, and does so already.`
        : `Extend it by at most ${formatMinutes(refusal.longestMinutes)}: it may last ${formatMinutes(refusal.inAllMinutes)} in all.`;
    case "not-held-yet":
      return "AWS does not show it yet. It can be extended once it is active.";
    case "standing-access":
      return "This stood before you asked for it and has no end, so there is nothing to extend.";
    case "already-extended":
      return "More time is asked for already, or agreed to.";
    case "not-holder":
      return "Only the person who holds it can ask for more time.";
    case "extended-over":
      return "What this was to extend is over, so it cannot go on. Ask for the role again.";
    case "too-many-at-once":
      return `The rule ${refusal.ruleName} lets you have ${refusal.max} at once. End or withdraw one first.`;
    case "too-few-approvers":
      return "There are fewer people than have to agree, not counting you, so it cannot be asked. An administrator can name more approvers.";
    case "needs-people":
      return refusal.least === 1
        ? "A role like an administrator’s is never given by a rule alone, and no rule that lets you ask for it has a person agree."
        : `This role has power over Gatehouse itself, so ${refusal.least} people have to agree, and fewer would.`;
    case "already-asked":
      return "You have asked for this already, and it is not decided yet.";
    case "asked-twice":
      return "This role stands in the ask twice.";
    case "too-many-together":
      return `At most ${refusal.max} roles can be asked for at once.`;
    case "bundle-refused":
      return `${refusal.roles.length === 1 ? "One" : refusal.roles.length} of the ${refusal.of} roles cannot be asked for, so none was. Change it or leave it out.`;
    case "too-many-open":
      return `You have ${refusal.max} undecided requests. Withdraw one, or wait for a decision.`;
    case "too-many-held":
      return `You hold ${refusal.max} roles. End one that you do not need any more.`;
    case "too-often":
      return `You asked ${refusal.max} times within the hour. Wait a while before you ask again.`;
    case "account-not-active":
      return `${refusal.accountName} is not active in AWS, so nothing can be granted there.`;
    case "management-account":
      return "Gatehouse does not grant access to the management account.";
    case "person-disabled":
      return "This person is disabled in the identity store.";
    case "own-request":
      return "You cannot decide your own request.";
    case "not-an-approver":
      return "You are not an approver of this request now.";
    case "already-settled":
      return refusal.by
        ? `This request ${SETTLED[refusal.as]} by ${refusal.by}.`
        : `This request ${SETTLED[refusal.as]}.`;
    case "content-changed":
      return `What you saw has changed: ${refusal.changes.join("; ")}. Look again before you decide.`;
    case "already-said":
      return "You have decided this already; it waits for others now.";
    case "partly-decided":
      return `${refusal.of - refusal.requests.length} of ${refusal.of} were decided.`;
    case "not-by-token":
      return "An API token decides nothing. Open the request in a browser.";
    case "key-in-use":
      return "A call with the same Idempotency-Key is under way. Send it again in a moment.";
    case "too-many-tokens":
      return `You have ${refusal.max} tokens. Revoke one that you do not need any more.`;
    case "comment-needed":
      return "Say why not, so that the person can ask for something else.";
    case "too-many-favourites":
      return `You have ${refusal.max} favourites. Take one out that you do not need any more.`;
    case "only-by-itself":
      return "This role is like an administrator’s: a yes to it is said by itself, and not together with others. Open the request to decide it.";
    case "sign-in-again":
      return `This role is like an administrator's. Agreeing to it needs a sign-in of the last ${refusal.withinMinutes} minutes.`;
    case "nothing-picked":
      return "Pick a request first.";
    case "said-in-your-place":
      return `${refusal.by} has decided this in your place; it waits for others now.`;
    case "ends-too-soon":
      return "Let it end after it begins, and not in the past.";
    case "away-too-long":
      return `Name somebody for at most ${refusal.maxDays} days at a time.`;
    case "delegate-unknown":
      return "The directory knows no enabled person by that mail address or user name.";
    case "delegate-is-self":
      return "Name somebody else: you decide for yourself anyway.";
    case "delegate-cannot-sign-in":
      return `${refusal.name} cannot sign in here: the directory lacks what a sign-in is matched by.`;
    case "delegate-is-away":
      return `${refusal.name} is away in that time as well, and nobody decides in the place of somebody who stands in.`;
    case "delegated-already":
      return `${refusal.to} decides in your place in that time already. End that first.`;
    case "not-yours":
      return "Only the person who holds it or an administrator can end this.";
    case "already-over":
      return "This has ended already.";
    case "sync-running":
      return "A read of AWS is asked for or running already.";
    case "refreshed-just-now":
      return `This was read a moment ago. Ask again in ${refusal.waitSeconds} s.`;
    case "too-many-refreshes":
      return `${refusal.max} things wait to be read already. Ask again in a moment.`;
    case "nothing-to-accept":
      return "That read was not refused for what it found, so there is nothing to accept.";
    case "superseded":
      return "AWS has been read again since. Look at the latest read.";
    case "never-empty":
      return "No organisation is without any. Something is wrong with the read, so it cannot be accepted.";
    case "nothing-to-retry":
      return "Nothing holds it up now, so there is nothing to try again.";
    case "not-to-hand-over":
      return "Only an assignment whose removal is blocked, or that is contested, can be handed over.";
    case "not-contested":
      return "It is not contested: Gatehouse removes what it gave without being told.";
    case "verdict-given":
      return "An administrator has said already what is to become of it, and the worker is at it.";
    case "own-access":
      return "Nobody keeps access of their own: another administrator has to hand it over.";
    case "owner-unknown":
      return "The directory knows no enabled person of that name who could answer for it.";
    case "still-waiting":
      return "It is still tried by itself.";
    case "ask-open":
      return "This is asked already, and the worker answers within seconds.";
    case "already-draining":
      return "Granting is stopped already.";
    case "not-draining":
      return "Granting is not stopped, so there is nothing to resume.";
    case "not-an-administrator":
      return "Whoever asked is no enabled administrator now.";
    case "rule-changed":
      return "The rule was changed meanwhile. Look at it as it is now, and begin from there.";
    case "name-taken":
      return `There is a rule “${refusal.name}” already.`;
    case "no-difference":
      return "This says what the rule says already, so there is nothing to change.";
    case "bad-rule":
      return `This cannot be a rule: ${refusal.problem}`;
    case "unfit-fields":
      return "Something has to be put right first.";
    case "own-change":
      return "You proposed this change, so another administrator has to answer.";
    case "not-your-change":
      return "Only whoever proposed a change takes it back.";
    case "change-over":
      return "This change is over already.";
    case "change-moved-on":
      return "This is not what you were shown: the change has moved on meanwhile. Look again before you answer.";
    case "already-answered":
      return "Somebody has answered this already, and the worker is at it.";
    case "not-allowed":
      return "You do not have the right to do this.";
    case "busy":
      return "Too much was changed at the same moment, so nothing came of this. Try again.";
    case "unknown":
      return "There is nothing here, or you may not see it.";
  }
}
