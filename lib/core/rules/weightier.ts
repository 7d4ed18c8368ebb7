import { hasBit } from "./bits.ts";
import type { Layer } from "./laid-rules.ts";
import { type ConsolePower, type RoleWeight, roleWeight, suffices } from "./role-weight.ts";
import type { Rule } from "./rule-content.ts";

/** What makes roles weigh more than others, as the catalogue has it now. */
export type Weights = {
  /** Why a permission set is like an administrator's, by its ARN; null when it is not. */
  administratorLike: ReadonlyMap<string, string | null>;
  powers: ReadonlyMap<string, ConsolePower>;
};

const OPENED = {
  sensitive: "roles like an administrator’s may be asked for by it, which needed more to agree than it had",
  critical:
    "roles with power over the console may be asked for by it, which needed more to agree than it had",
} as const satisfies Partial<Record<RoleWeight, string>>;

/**
 * What a rule comes to offer because more people agree by it than before: it covered roles that nobody got by it, since they weigh too much for as few.
 * A sentence for each weight.
 * @param before null when the rule is new
 */
export function weightier(
  { ground, lay }: Layer,
  before: Rule | null,
  after: Rule,
  weights: Weights,
): string[] {
  if (before === null || !before.enabled || !after.enabled) return [];
  const opened = (["sensitive", "critical"] as const).filter(
    (weight) => !suffices(before, weight) && suffices(after, weight),
  );
  if (opened.length === 0) return [];
  const laid = lay(after.content);
  const likes = new Set(
    ground.sets
      .filter((_, at) => hasBit(laid.sets, at))
      .map(({ arn }) => weights.administratorLike.get(arn) ?? null),
  );
  const powers = new Set(
    ground.accounts
      .filter((_, at) => hasBit(laid.accounts, at))
      .map(({ accountId }) => weights.powers.get(accountId)),
  );
  const covered = new Set(
    [...likes].flatMap((administratorLike) =>
      [...powers].map((power) => roleWeight({ administratorLike }, power)),
    ),
  );
  return opened.filter((weight) => covered.has(weight)).map((weight) => OPENED[weight]);
}
