import type { Place, RuledSet } from "./covers.ts";
import type { Ground } from "./laid-rules.ts";
import { rule, stage } from "./rule.fixture.ts";
import type { Rule } from "./rule-content.ts";

/** Numbers that look random and are the same for the same seed: from 0 up to 1. */
export function numbersOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export type Chance = ReturnType<typeof chanceOf>;

/** Choices by chance. */
export function chanceOf(seed: number) {
  const next = numbersOf(seed);
  const below = (most: number) => Math.floor(next() * most);
  return {
    below,
    happens: (share: number) => next() < share,
    one: <T>(of: readonly [T, ...T[]]): T => of[below(of.length)] ?? of[0],
    some: (of: readonly string[], most: number): string[] => {
      const chosen = new Set<string>();
      for (let count = below(most + 1); count > 0; count -= 1) {
        const each = of[below(of.length)];
        if (each !== undefined) chosen.add(each);
      }
      return [...chosen];
    },
  };
}

const names = (what: string, count: number) => Array.from({ length: count }, (_, at) => `${what}-${at}`);
const STAGES = ["prod", "test", "dev"] as const;
const TEAMS = ["red", "green", "blue"] as const;

export type Size = { people: number; groups: number; accounts: number; units: number; sets: number };

/** An organisation by chance: people in groups, accounts in a tree of units, sets, and tags on both. */
export function randomGround(chance: Chance, size: Size): Ground {
  const groups = names("group", size.groups);
  const paths: string[][] = [["root"]];
  for (const unit of names("unit", size.units))
    paths.push([...(paths[chance.below(paths.length)] ?? ["root"]), unit]);
  return {
    people: names("person", size.people).map((id) => ({
      id,
      groupIds: chance.some(groups, 10),
      hasMail: true,
      calledBy: [id],
    })),
    accounts: names("account", size.accounts).map(
      (accountId): Place => ({
        accountId,
        ouPath: paths[chance.below(paths.length)] ?? ["root"],
        tags: chance.happens(0.8) ? { stage: chance.one(STAGES) } : {},
      }),
    ),
    sets: names("Set", size.sets).map(
      (name): RuledSet => ({
        arn: `arn:${name}`,
        name,
        tags: chance.happens(0.5) ? { team: chance.one(TEAMS) } : {},
      }),
    ),
  };
}

/** A rule by chance over such an organisation. */
export function randomRule(chance: Chance, name: string, { groups, accounts, units, sets }: Size): Rule {
  const [groupIds, accountIds, unitIds] = [
    names("group", groups),
    names("account", accounts),
    names("unit", units),
  ];
  const arns = names("arn:Set", sets);
  const people = names("person", 20);
  const stageTags = () => (chance.happens(0.3) ? [{ key: "stage", value: chance.one(STAGES) }] : []);
  const teamTags = () => (chance.happens(0.2) ? [{ key: "team", value: chance.one(TEAMS) }] : []);
  const patterns = () => (chance.happens(0.2) ? [`Set-${chance.below(10)}*`] : []);
  return rule(
    name,
    {
      who: {
        everyone: chance.happens(0.05),
        groups: chance.some(groupIds, 4),
        people: chance.some(people, 1),
        except: {
          groups: chance.happens(0.2) ? chance.some(groupIds, 2) : [],
          people: chance.some(people, 1),
        },
      },
      sets: {
        arns: chance.some(arns, 4),
        tags: teamTags(),
        patterns: patterns(),
        except: { arns: chance.some(arns, 1), tags: [], patterns: chance.happens(0.1) ? patterns() : [] },
      },
      accounts: {
        all: chance.happens(0.05),
        ids: chance.some(accountIds, 3),
        units: chance.some(unitIds, 2),
        tags: stageTags(),
        except: {
          ids: chance.some(accountIds, 1),
          units: chance.happens(0.2) ? chance.some(unitIds, 1) : [],
          tags: [],
        },
      },
      agreement: { stages: [stage(chance.some(groupIds, 2))] },
    },
    { enabled: chance.happens(0.95), priority: 1 + chance.below(5) },
  );
}
