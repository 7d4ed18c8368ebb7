import { describe, expect, test } from "vitest";
import { type Asking, refuseAsking } from "../request.ts";
import { mayRequest, type PersonInGroups, type Place, type RuledSet, rulesFor } from "./covers.ts";
import { decidingRule } from "./deciding-rule.ts";
import type { Ground } from "./laid-rules.ts";
import { offersOf } from "./offers-of.ts";
import { type Chance, chanceOf, randomGround, randomRule } from "./random-rules.fixture.ts";
import { leastVoices, type RoleWeight } from "./role-weight.ts";
import { stage } from "./rule.fixture.ts";
import type { Rule, RuleContent } from "./rule-content.ts";

const size = { people: 8, groups: 5, accounts: 8, units: 4, sets: 6 };
const WEIGHTS = ["ordinary", "ordinary", "sensitive", "critical"] as const;
/** A Thursday at noon in UTC, which is one o'clock in Oslo. */
const now = new Date("2026-11-26T12:00:00Z");
const seeds = Array.from({ length: 40 }, (_, at) => at);

/** A rule by chance that limits in every way that a rule can. */
function limitedRule(chance: Chance, name: string): Rule {
  const drawn = randomRule(chance, name, size);
  const limits: RuleContent["limits"] = {
    maxMinutes: chance.one([30, 60, 240]),
    suggestedMinutes: null,
    aheadMinutes: chance.one([0, 60, 600]),
    atOnce: chance.one([null, 1, 2]),
    extendToMinutes: null,
    hours: chance.happens(0.5)
      ? { zone: "Europe/Oslo", days: ["thu"], from: "08:00", to: chance.one(["13:30", "16:00"]) }
      : null,
  };
  const asks = {
    reasonMinLength: chance.one([0, 20]),
    tickets: chance.happens(0.4) ? ["INC-#"] : [],
    templates: [],
  };
  const stages = Array.from({ length: chance.below(3) }, () =>
    stage(["group-0"], { quorum: 1 + chance.below(2) }),
  );
  return {
    ...drawn,
    content: { ...drawn.content, limits, asks, agreement: { ...drawn.content.agreement, stages } },
  };
}

type Ask = {
  person: PersonInGroups;
  place: Place;
  set: RuledSet;
  weight: RoleWeight;
  asking: Asking;
};

function pick<T>(chance: Chance, of: readonly T[]): T {
  const found = of[chance.below(of.length)];
  if (found === undefined) throw new Error("Nothing to pick from.");
  return found;
}

/** What somebody asks for by chance, judged by the rules as `request-access` has them judged. */
function randomAsk(chance: Chance, { people, accounts, sets }: Ground, rules: readonly Rule[]): Ask {
  const { id, groupIds } = pick(chance, people);
  const person = { personId: id, groupIds: new Set(groupIds) };
  const [place, set, weight] = [pick(chance, accounts), pick(chance, sets), pick(chance, WEIGHTS)];
  const term = {
    minutes: chance.one([10, 15, 60, 240, 500]),
    startsAt: new Date(now.getTime() + chance.one([0, 30, 90, 300, 1_200]) * 60_000),
    now,
  };
  const { rule, passedOver } = decidingRule(rulesFor(rules, person, place, set), { ...term, weight });
  const approverIds = ["ada", "bo", "cy"].slice(0, chance.below(4));
  const asking: Asking = {
    ...term,
    rule,
    passedOver,
    reason: chance.one(["Short.", "Replay the refunds that hang."]),
    ticket: chance.one([null, "INC-12", "PAY-1"]),
    accountName: place.accountId,
    accountIsActive: true,
    isManagementAccount: false,
    requesterIsEnabled: true,
    stages: (rule?.content.agreement.stages ?? []).map(({ quorum }) => ({ quorum, approverIds })),
    openRequestCount: 0,
    askedWithinHour: 0,
    openGrantCount: 0,
    openUnderRule: chance.below(3),
  };
  return { person, place, set, weight, asking };
}

/** Everything in which an ask goes beyond what its rule says, worked out without the functions that judge it. */
function beyond({ person, place, set, weight, asking }: Ask): string[] {
  const { rule, minutes, startsAt, reason, ticket, openUnderRule, stages } = asking;
  if (!rule) return ["no rule decides"];
  const { who, sets, accounts, limits, asks, agreement } = rule.content;
  const isAmong = ({ groups, people }: { groups: readonly string[]; people: readonly string[] }) =>
    people.some((id) => id === person.personId) || groups.some((id) => person.groupIds.has(id));
  const hasTag = (tags: Readonly<Record<string, string>>, of: readonly { key: string; value: string }[]) =>
    of.some(({ key, value }) => tags[key] === value);
  const isMeant = ({ arns, tags, patterns }: typeof sets.except) =>
    arns.some((arn) => arn === set.arn) ||
    hasTag(set.tags, tags) ||
    patterns.some((pattern) => set.name.startsWith(pattern.slice(0, -1)));
  const isIn = ({ ids, units, tags }: typeof accounts.except) =>
    ids.some((id) => id === place.accountId) ||
    units.some((unit) => place.ouPath.includes(unit)) ||
    hasTag(place.tags, tags);
  const oslo = startsAt.getTime() + 3_600_000;
  const sinceMidnight = Math.floor((oslo % 86_400_000) / 60_000);
  const isThursday = Math.floor(oslo / 86_400_000) === Math.floor((now.getTime() + 3_600_000) / 86_400_000);
  const until = limits.hours?.to === "13:30" ? 810 : 960;
  const voices = agreement.stages.reduce((sum, { quorum }) => sum + quorum, 0);
  const people = new Set(stages.flatMap(({ approverIds }) => approverIds)).size;
  const wrong: Record<string, boolean> = {
    "the rule is off": !rule.enabled,
    "it does not let this person ask": !(who.everyone || isAmong(who)) || isAmong(who.except),
    "it does not offer the set": !isMeant(sets) || isMeant(sets.except),
    "it does not reach the account": !(accounts.all || isIn(accounts)) || isIn(accounts.except),
    "too long": minutes > limits.maxMinutes || minutes < 15,
    "too far ahead": startsAt.getTime() - now.getTime() > limits.aheadMinutes * 60_000,
    "outside its hours":
      limits.hours !== null && !(isThursday && sinceMidnight >= 480 && sinceMidnight < until),
    "too many at once": limits.atOnce !== null && openUnderRule >= limits.atOnce,
    "too few words": reason.length < asks.reasonMinLength,
    "no ticket": asks.tickets.length > 0 && !/^INC-\d+$/.test(ticket ?? ""),
    "too few voices for its weight": voices < leastVoices[weight],
    "too few people": people < voices,
  };
  return Object.entries(wrong).flatMap(([what, isSo]) => (isSo ? [what] : []));
}

describe("no request outside a rule's limits is accepted", () => {
  test("in forty organisations by chance, of four hundred asks each", () => {
    let accepted = 0;
    const refusedFor = new Set<string>();
    for (const seed of seeds) {
      const chance = chanceOf(seed * 104_729 + 3);
      const ground = randomGround(chance, size);
      const rules = Array.from({ length: 10 }, (_, at) => limitedRule(chance, `rule ${at}`));
      for (let asks = 0; asks < 400; asks += 1) {
        const ask = randomAsk(chance, ground, rules);
        const refusal = refuseAsking(ask.asking);
        if (refusal === null) {
          accepted += 1;
          expect(beyond(ask), `seed ${seed}, ask ${asks}`).toEqual([]);
        } else refusedFor.add(refusal.code);
      }
    }
    // The chances reach what they are to show.
    expect(accepted).toBeGreaterThan(200);
    expect([...refusedFor].toSorted()).toEqual([
      "needs-people",
      "not-offered",
      "outside-hours",
      "reason-too-short",
      "ticket-needed",
      "too-far-ahead",
      "too-few-approvers",
      "too-long",
      "too-many-at-once",
      "too-short",
    ]);
  });

  test("of several rules the one that decides is the first that allows it, and no other limits it", () => {
    for (const seed of seeds) {
      const chance = chanceOf(seed * 15_485_863 + 5);
      const ground = randomGround(chance, size);
      const rules = Array.from({ length: 8 }, (_, at) => limitedRule(chance, `rule ${at}`));
      for (let asks = 0; asks < 100; asks += 1) {
        const { person, place, set, weight, asking } = randomAsk(chance, ground, rules);
        const covering = rulesFor(rules, person, place, set);
        const alone = covering.find(
          (rule) =>
            decidingRule([rule], { minutes: asking.minutes, startsAt: asking.startsAt, now, weight }).rule,
        );
        expect(asking.rule?.id).toBe(alone?.id);
      }
    }
  });
});

test("taking a rule out never lets anybody ask for more, nor for longer", () => {
  for (const seed of seeds) {
    const chance = chanceOf(seed * 32_452_843 + 7);
    const ground = randomGround(chance, size);
    const rules = Array.from({ length: 8 }, (_, at) => limitedRule(chance, `rule ${at}`));
    const sets = ground.sets.map((set) => ({
      ...set,
      administratorLike: chance.happens(0.3) ? "AdministratorAccess" : null,
    }));
    const powers = new Map([["account-1", "own" as const]]);
    const longest = (of: readonly Rule[], person: PersonInGroups) =>
      new Map(
        offersOf(
          of.filter((rule) => rule.enabled && mayRequest(rule.content, person)),
          ground.accounts,
          sets,
          powers,
        ).flatMap((offered, at) =>
          offered.map(
            ({ arn, maxMinutes }) => [`${ground.accounts[at]?.accountId} ${arn}`, maxMinutes] as const,
          ),
        ),
      );
    for (const { id, groupIds } of ground.people) {
      const person = { personId: id, groupIds: new Set(groupIds) };
      const before = longest(rules, person);
      for (const out of rules)
        for (const [role, minutes] of longest(
          rules.filter((rule) => rule !== out),
          person,
        ))
          expect(
            before.get(role),
            `seed ${seed}: ${role} for ${id} without ${out.name}`,
          ).toBeGreaterThanOrEqual(minutes);
    }
  }
});
