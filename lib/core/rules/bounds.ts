/** The shortest that may be asked for. */
export const MIN_MINUTES = 15;
/** A week: whoever needs a role for longer needs standing access. */
export const MAX_MINUTES = 7 * 24 * 60;
export const MAX_STAGES = 4;

/** The days of the week as rules name them, in order. */
export const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof days)[number];

/** How many beginnings of a reason a rule offers, and how long each may be. */
export const MAX_TEMPLATES = 10;
export const MAX_TEMPLATE_LENGTH = 200;
