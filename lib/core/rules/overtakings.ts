import { isDeepStrictEqual } from "node:util";
import { listNames } from "#lib/format.ts";
import { type Bits, hasCommon, isWithin } from "./bits.ts";
import { inOrder } from "./covers.ts";
import type { LaidRule, Layer } from "./laid-rules.ts";
import { easierThan } from "./loosenings.ts";
import type { Rule, RuleContent } from "./rule-content.ts";

/**
 * Where another rule comes to decide than before, and asks for less: one that is switched off, narrowed or moved leaves the say to the next; one that
 * is new or moved takes it from those behind it. Pairs of rules are looked at, and where it cannot be told that the one asks for as much as the
 * other, it counts as less.
 * @param after the rules as they would be; one that does not change says the same as before
 * @returns sentences, by the id of the changed rule that they come of
 */
export function overtakings(
  { lay }: Layer,
  before: readonly Rule[],
  after: readonly Rule[],
): ReadonlyMap<string, readonly string[]> {
  const was = placed(before, lay);
  const unchanged = new Set(after.filter((rule) => says(rule, was.get(rule.id)?.rule)).map(({ id }) => id));
  const is = placed(after, (content, id) => (unchanged.has(id) && was.get(id)?.laid) || lay(content));
  const isChanged = (id: string) => !unchanged.has(id);
  const said = new Map<string, string[]>();
  const say = (id: string, sentence: string) => said.set(id, [...(said.get(id) ?? []), sentence]);
  for (const [id, overtaken] of was)
    for (const [otherId, other] of is) {
      if (id === otherId || !(isChanged(id) || isChanged(otherId))) continue;
      if (!overlap(overtaken.laid, other.laid)) continue;
      const easier = easierBy({ overtaken, stays: is.get(id), other, earlier: was.get(otherId) });
      if (easier.length === 0) continue;
      const [winner, loser] = [other.rule.name, overtaken.rule.name];
      const where = isChanged(otherId) ? `where “${loser}” decided` : `instead of “${loser}”`;
      say(isChanged(otherId) ? otherId : id, `“${winner}” may decide ${where}: ${listNames(easier)}`);
    }
  return said;
}

type Placed = { rule: Rule; place: number; laid: LaidRule };

function placed(
  rules: readonly Rule[],
  lay: (content: RuleContent, id: string) => LaidRule,
): ReadonlyMap<string, Placed> {
  const enabled = inOrder(rules.filter((rule) => rule.enabled));
  return new Map(enabled.map((rule, place) => [rule.id, { rule, place, laid: lay(rule.content, rule.id) }]));
}

/** Whether a rule that was on says what it said. */
function says(rule: Rule, before: Rule | undefined): boolean {
  return before !== undefined && isDeepStrictEqual({ ...rule, version: before.version }, before);
}

type Pair = {
  /** What decided before. */
  overtaken: Placed;
  /** The same as it is to be, when it stays on. */
  stays: Placed | undefined;
  /** What might decide instead. */
  other: Placed;
  /** The same as it was, when it was on. */
  earlier: Placed | undefined;
};

function easierBy({ overtaken, stays, other, earlier }: Pair): string[] {
  const [{ content: asked }, { content: asks }] = [overtaken.rule, other.rule];
  const wasThere = earlier !== undefined && !isNewSomewhere(earlier.laid, other.laid, overtaken.laid);
  // What it allowed before the other was asked it decided before, too; whether it changed itself is told elsewhere.
  if (wasThere && earlier.place < overtaken.place) return [];
  const holds =
    stays !== undefined &&
    stays.place < other.place &&
    !isNewSomewhere(stays.laid, overtaken.laid, other.laid) &&
    allowsAllOf(stays.rule.content.limits, overtaken.rule.content.limits) &&
    !(stays.rule.content.agreement.stages.length === 0 && asked.agreement.stages.length > 0);
  const beyond =
    wasThere || allowsAllOf(asked.limits, asks.limits)
      ? []
      : ["for longer, at other times, or extended further"];
  return holds ? beyond : [...easierThan(asked, asks), ...beyond];
}

/** Whether one laying of a rule leaves out something that the other covers together with a third. */
function isNewSomewhere(known: LaidRule, covers: LaidRule, among: LaidRule): boolean {
  const parts = ["people", "sets", "accounts"] as const;
  return parts.some((part) => !isWithin(known[part], covers[part], among[part]));
}

function overlap(a: LaidRule, b: LaidRule): boolean {
  const meet = (one: Bits, two: Bits) => hasCommon(one, two);
  return meet(a.people, b.people) && meet(a.sets, b.sets) && meet(a.accounts, b.accounts);
}

/** Whether every term that some limits allow, an extension's among them, is allowed by these. */
function allowsAllOf(these: RuleContent["limits"], those: RuleContent["limits"]): boolean {
  return (
    these.maxMinutes >= those.maxMinutes &&
    these.aheadMinutes >= those.aheadMinutes &&
    (these.extendToMinutes ?? 0) >= (those.extendToMinutes ?? 0) &&
    (these.hours === null || isDeepStrictEqual(these.hours, those.hours))
  );
}
