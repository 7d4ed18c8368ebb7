import type { NamedKind } from "./known-names.ts";
import type { Approvers, Principals, RuleContent } from "./rule-content.ts";

/** Every id that a rule names, by kind, each once. */
export function namedIds({ who, sets, accounts, agreement }: RuleContent): Record<NamedKind, string[]> {
  const asked: (Principals | Approvers)[] = [
    who,
    who.except,
    ...agreement.stages.flatMap(({ approvers, fallback }) => [
      approvers,
      ...(fallback ? [fallback.approvers] : []),
    ]),
  ];
  const once = (ids: readonly string[]) => [...new Set(ids)];
  return {
    group: once(asked.flatMap(({ groups }) => groups)),
    person: once(asked.flatMap(({ people }) => people)),
    "permission set": once([...sets.arns, ...sets.except.arns]),
    account: once([...accounts.ids, ...accounts.except.ids]),
    "organisational unit": once([...accounts.units, ...accounts.except.units]),
  };
}
