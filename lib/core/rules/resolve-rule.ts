import type { KnownNames, NamedKind } from "./known-names.ts";
import type { RuleContent } from "./rule-content.ts";
import type { RuleInFile, RuleProblem } from "./rules-file.ts";
import { readMinutes } from "./spell-minutes.ts";

const DEADLINE_MINUTES = 1_440;

type Place = RuleProblem["path"];
type Who = { groups: string[]; people: string[] };
type Tags = RuleInFile["where"]["tags"];

/**
 * A rule of a file in the form that is kept and judged, with ids for names.
 * @param problems gets each name that the catalogue does not know, or knows more than once, with its place in the rule
 */
export function resolveRule(rule: RuleInFile, known: KnownNames, problems: RuleProblem[]): RuleContent {
  const idsOf = (kind: NamedKind, names: readonly string[], path: Place): string[] =>
    names.flatMap((name) => {
      const found = known[kind].ids.get(name) ?? [];
      const [id] = found;
      if (id !== undefined && found.length === 1) return [id];
      const trouble = found.length === 0 ? "not in the catalogue" : "there more than once";
      problems.push({ path, message: `the ${kind} "${name}" is ${trouble}.` });
      return [];
    });
  const principals = (who: Who | undefined, path: Place) => ({
    groups: idsOf("group", who?.groups ?? [], [...path, "groups"]),
    people: idsOf("person", who?.people ?? [], [...path, "people"]),
  });
  const approvers = (who: Who & { ownerTag?: string | undefined; manager: boolean }, path: Place) => ({
    ...principals(who, path),
    ownerTag: who.ownerTag ?? null,
    manager: who.manager,
  });
  const sets = (named: { names: string[]; tags: Tags } | undefined, path: Place) => ({
    arns: idsOf(
      "permission set",
      (named?.names ?? []).filter((name) => !name.includes("*")),
      [...path, "names"],
    ),
    patterns: (named?.names ?? []).filter((name) => name.includes("*")),
    tags: tagsOf(named?.tags),
  });
  const accounts = (
    named: { accounts: string[]; organisationalUnits: string[]; tags: Tags } | undefined,
    path: Place,
  ) => ({
    ids: idsOf("account", named?.accounts ?? [], [...path, "accounts"]),
    units: idsOf("organisational unit", named?.organisationalUnits ?? [], [...path, "organisationalUnits"]),
    tags: tagsOf(named?.tags),
  });

  const { who, permissionSets, where, limits, asks, agree } = rule;
  return {
    who: {
      everyone: who.everyone,
      ...principals(who, ["who"]),
      except: principals(who.except, ["who", "except"]),
    },
    sets: {
      ...sets(permissionSets, ["permissionSets"]),
      except: sets(permissionSets.except, ["permissionSets", "except"]),
    },
    accounts: {
      all: where.all,
      ...accounts(where, ["where"]),
      except: accounts(where.except, ["where", "except"]),
    },
    limits: {
      maxMinutes: minutesOf(limits.max),
      suggestedMinutes: limits.suggested === undefined ? null : minutesOf(limits.suggested),
      aheadMinutes: minutesOf(limits.ahead ?? 0),
      atOnce: limits.atOnce ?? null,
      extendToMinutes: limits.extendTo === undefined ? null : minutesOf(limits.extendTo),
      hours: limits.hours ?? null,
    },
    asks: {
      reasonMinLength: asks?.reasonMinLength ?? 0,
      tickets: asks?.tickets ?? [],
      templates: asks?.templates ?? [],
    },
    agreement: {
      deadlineMinutes: rule.deadline === undefined ? DEADLINE_MINUTES : minutesOf(rule.deadline),
      stages:
        agree === "automatic"
          ? []
          : agree.map(({ quorum, fallback, ...of }, index) => ({
              approvers: approvers(of, ["agree", index]),
              quorum,
              fallback: fallback
                ? {
                    afterMinutes: minutesOf(fallback.after),
                    approvers: approvers(fallback, ["agree", index, "fallback"]),
                  }
                : null,
            })),
    },
  };
}

function tagsOf(tags: Tags | undefined) {
  return Object.entries(tags ?? {}).flatMap(([key, values]) =>
    [values].flat().map((value) => ({ key, value })),
  );
}

function minutesOf(said: string | number): number {
  const minutes = readMinutes(said);
  if (minutes === null) throw new Error(`${said} is no length`);
  return minutes;
}
