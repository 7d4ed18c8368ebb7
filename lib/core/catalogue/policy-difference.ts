import { canonicalJson } from "./canonical-json.ts";
import { readablePolicy, type Statement } from "./readable-policy.ts";

/** How one version of a policy differs from another. */
export type PolicyDifference =
  | { kind: "statements"; added: readonly Statement[]; removed: readonly Statement[]; kept: number }
  /** At least one of the two is no policy document that can be told row by row. */
  | { kind: "texts"; before: string | null; after: string | null };

/**
 * Which statements a policy gained and lost. A statement that was edited is one lost and one gained; one that only stands elsewhere,
 * or lists the same names in another order, is kept.
 * @param before the document as AWS held it; null when there was none
 * @param after the document that followed it; null when there is none any more
 */
export function policyDifference(before: string | null, after: string | null): PolicyDifference {
  const [old, now] = [statementsOf(before), statementsOf(after)];
  if (old === null || now === null) {
    return {
      kind: "texts",
      before: before && readablePolicy(before).text,
      after: after && readablePolicy(after).text,
    };
  }
  const left = Map.groupBy(old, keyOf);
  const added = now.filter((statement) => left.get(keyOf(statement))?.pop() === undefined);
  const removed = [...left.values()].flat();
  return { kind: "statements", added, removed, kept: now.length - added.length };
}

function statementsOf(text: string | null): readonly Statement[] | null {
  if (text === null) return [];
  const policy = readablePolicy(text);
  return policy.kind === "statements" ? policy.statements : null;
}

function keyOf({ sid, effect, actions, resources, condition }: Statement): string {
  return canonicalJson({
    sid,
    effect,
    actions: { all: actions.all, names: actions.names.toSorted() },
    resources: { all: resources.all, names: resources.names.toSorted() },
    condition,
  });
}
