import type { RuleContent } from "#lib/core/rules/rule-content.ts";
import type { RuleInFile } from "#lib/core/rules/rules-file.ts";
import { readMinutes } from "#lib/core/rules/spell-minutes.ts";
import type { KnownNames } from "./known-names.ts";

const DEADLINE_MINUTES = 1_440;

/**
 * A rule of a file in the form that is kept and judged, with ids for names.
 * @param problems gets a sentence for each name that the catalogue does not know, or knows more than once
 */
export function resolveRule(rule: RuleInFile, known: KnownNames, problems: string[]): RuleContent {
  const idsOf = (what: keyof KnownNames, names: readonly string[]): string[] =>
    names.flatMap((name) => {
      const found = known[what].get(name) ?? [];
      const [id] = found;
      if (id !== undefined && found.length === 1) return [id];
      const trouble = found.length === 0 ? "not in the catalogue" : "there more than once";
      problems.push(`${rule.name}: the ${what} "${name}" is ${trouble}.`);
      return [];
    });
  const principals = (who: { groups: string[]; people: string[] } | undefined) => ({
    groups: idsOf("group", who?.groups ?? []),
    people: idsOf("person", who?.people ?? []),
  });
  const approvers = (who: {
    groups: string[];
    people: string[];
    ownerTag?: string | undefined;
    manager: boolean;
  }) => ({
    ...principals(who),
    ownerTag: who.ownerTag ?? null,
    manager: who.manager,
  });
  const sets = (named: { names: string[]; tags: Record<string, string> } | undefined) => ({
    arns: idsOf(
      "permission set",
      (named?.names ?? []).filter((name) => !name.includes("*")),
    ),
    patterns: (named?.names ?? []).filter((name) => name.includes("*")),
    tags: tagsOf(named?.tags),
  });
  const accounts = (
    named: { accounts: string[]; organisationalUnits: string[]; tags: Record<string, string> } | undefined,
  ) => ({
    ids: idsOf("account", named?.accounts ?? []),
    units: idsOf("organisational unit", named?.organisationalUnits ?? []),
    tags: tagsOf(named?.tags),
  });

  const { who, permissionSets, where, limits, asks, agree } = rule;
  return {
    who: { everyone: who.everyone, ...principals(who), except: principals(who.except) },
    sets: { ...sets(permissionSets), except: sets(permissionSets.except) },
    accounts: { all: where.all, ...accounts(where), except: accounts(where.except) },
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
          : agree.map(({ quorum, fallback, ...of }) => ({
              approvers: approvers(of),
              quorum,
              fallback: fallback
                ? { afterMinutes: minutesOf(fallback.after), approvers: approvers(fallback) }
                : null,
            })),
    },
  };
}

function tagsOf(tags: Record<string, string> | undefined) {
  return Object.entries(tags ?? {}).map(([key, value]) => ({ key, value }));
}

function minutesOf(said: string | number): number {
  const minutes = readMinutes(said);
  if (minutes === null) throw new Error(`${said} is no length`);
  return minutes;
}
