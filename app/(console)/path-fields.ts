import { choice, field } from "./search-params.ts";

/** The filters of a list of paths or of the people who have them, as an address says them. */
export const pathFields = {
  q: field,
  /** A permission set, by the last part of its ARN. */
  set: field,
  kind: choice(["standing", "temporary"]),
  /** A group's id, or "direct". */
  through: field,
};

/** Whether a list of people keeps to the disabled ones, or leaves them out. */
export const disabled = choice(["only", "without"]);
