/** Everything that webhooks tell of, and what each means. New ones may come; none changes its meaning. */
export const toldTypes = {
  "request.asked": "Somebody asked for a role.",
  "request.stage-reached": "A stage agreed, and the request waits for the next one.",
  "request.approved": "It was agreed to, perhaps for a shorter time.",
  "request.denied": "An approver said no.",
  "request.cancelled": "The requester withdrew it.",
  "request.lapsed": "Nobody decided it in time.",
  "request.invalidated": "It could not be granted any more before anybody decided.",
  "grant.active": "The access was seen in AWS.",
  "grant.ended": "The access was seen to be gone, or stays for a reason that is told.",
  "grant.failed": "AWS could not make the access.",
  "grant.cancelled": "It was ended before it began.",
  "grant.invalidated": "It did not stand any more when its time came.",
  "grant.removal-stuck": "The access should be gone, and a person has to look.",
  "rules.changed": "The rules changed.",
} as const satisfies Record<string, string>;

export type ToldType = keyof typeof toldTypes;

export const everyToldType = Object.keys(toldTypes).filter(isToldType);

/** Whether a word is a type of event. */
export function isToldType(word: string): word is ToldType {
  return Object.hasOwn(toldTypes, word);
}

const typeOf: Readonly<Record<string, ToldType>> = {
  "request.asked": "request.asked",
  "request.approved": "request.approved",
  "request.approved-by-rule": "request.approved",
  "request.denied": "request.denied",
  "request.cancelled": "request.cancelled",
  "request.lapsed": "request.lapsed",
  "request.invalidated": "request.invalidated",
  "grant.active": "grant.active",
  "grant.active-preexisting": "grant.active",
  "grant.ended": "grant.ended",
  "grant.grant-failed": "grant.failed",
  "grant.cancelled": "grant.cancelled",
  "grant.invalidated": "grant.invalidated",
  "grant.revoke-blocked": "grant.removal-stuck",
  "grant.contested": "grant.removal-stuck",
  "rules.loaded": "rules.changed",
  "rule-change.applied": "rules.changed",
};

/**
 * What an audit event is told as.
 * @param action the audit's word
 * @param details what the audit keeps of it: a yes in part is told where it brought the request to its next stage
 * @returns null when it is nobody's business outside
 */
export function toldTypeOf(action: string, details: Readonly<Record<string, unknown>>): ToldType | null {
  if (action === "request.agreed-in-part")
    return typeof details.reachesStage === "number" ? "request.stage-reached" : null;
  return Object.hasOwn(typeOf, action) ? (typeOf[action] ?? null) : null;
}
