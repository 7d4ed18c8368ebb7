import type { Actor, Doing } from "#lib/core/actor.ts";
import type { RuleInFile } from "#lib/core/rules-file.ts";
import { type Db, db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { takeRules } from "#lib/db/rules.ts";

type Host = Extract<Actor, { kind: "host" }>;

/** Names in the rules file that the catalogue does not know, or knows more than once. Nothing was changed. */
export class UnknownNames extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "UnknownNames";
    this.problems = problems;
  }
}

/**
 * Makes the rules what the file says: rules are known by their name, one that changed gets a new version, one that the
 * file leaves out is switched off (requests that were judged by it keep pointing at it).
 * Groups are named by display name, people by user name, permission sets by name, accounts by name or id,
 * organisational units by their path below the root, such as `Workloads/Prod`.
 * @throws UnknownNames when a name is not in the catalogue exactly once
 */
export async function loadRules(
  doing: Doing<Host>,
  rules: readonly RuleInFile[],
): Promise<{ changed: number; disabled: number }> {
  return db().$transaction(async (tx) => {
    await takeRules(tx);
    const lookUp = await namesOf(tx);
    const problems: string[] = [];
    const resolved = rules.map((rule) => resolve(rule, lookUp, problems));
    if (problems.length > 0) throw new UnknownNames(problems);

    let changed = 0;
    for (const rule of resolved) if (await put(tx, doing.now, rule)) changed += 1;
    const { count: disabled } = await tx.rule.updateMany({
      where: { name: { notIn: rules.map((rule) => rule.name) }, enabled: true },
      data: { enabled: false, version: { increment: 1 }, updatedAt: doing.now },
    });
    if (changed + disabled > 0) {
      await record(tx, doing, {
        action: "rules.loaded",
        target: { kind: "rules", id: "rules", name: "rules file" },
        cause: "loaded on the host",
        details: { changed, disabled, names: rules.map((rule) => rule.name) },
      });
    }
    return { changed, disabled };
  });
}

type Known = { groups: Names; people: Names; sets: Names; accounts: Names; units: Names };
type Names = ReadonlyMap<string, readonly string[]>;

async function namesOf(tx: Db): Promise<Known> {
  const groups = await tx.group.findMany({ select: { id: true, displayName: true } });
  const people = await tx.person.findMany({ select: { id: true, userName: true } });
  const sets = await tx.permissionSet.findMany({ select: { arn: true, name: true } });
  const accounts = await tx.account.findMany({ select: { id: true, name: true } });
  const units = await tx.organisationalUnit.findMany({ select: { id: true, name: true, path: true } });
  const unitNames = new Map(units.map((unit) => [unit.id, unit.name]));
  return {
    groups: index(groups.map((group) => [group.displayName, group.id])),
    people: index(people.map((person) => [person.userName, person.id])),
    sets: index(sets.map((set) => [set.name, set.arn])),
    accounts: index(
      accounts.flatMap((account) => [[account.name, account.id] as const, [account.id, account.id] as const]),
    ),
    units: index(
      units.map((unit) => [
        unit.path
          .slice(1)
          .map((id) => unitNames.get(id) ?? id)
          .join("/"),
        unit.id,
      ]),
    ),
  };
}

function index(pairs: readonly (readonly [string, string])[]): Names {
  const names = new Map<string, string[]>();
  for (const [name, id] of pairs) names.set(name, [...(names.get(name) ?? []), id]);
  return names;
}

type Resolved = {
  rule: RuleInFile;
  principals: { part: "requester" | "approver"; principalKind: "user" | "group"; principalId: string }[];
  permissionSetArns: string[];
  targets: { kind: "account" | "ou"; targetId: string }[];
};

function resolve(rule: RuleInFile, known: Known, problems: string[]): Resolved {
  const ids = (what: string, names: readonly string[], within: Names): string[] =>
    names.flatMap((name) => {
      const found = within.get(name) ?? [];
      const [id] = found;
      if (id !== undefined && found.length === 1) return [id];
      problems.push(
        `${rule.name}: the ${what} "${name}" is ${found.length === 0 ? "not in the catalogue" : "there more than once"}.`,
      );
      return [];
    });
  const part = (of: "requester" | "approver", who: RuleInFile["requesters"]) => [
    ...ids("group", who.groups, known.groups).map((principalId) => ({
      part: of,
      principalKind: "group" as const,
      principalId,
    })),
    ...ids("person", who.people, known.people).map((principalId) => ({
      part: of,
      principalKind: "user" as const,
      principalId,
    })),
  ];
  return {
    rule,
    principals: [...part("requester", rule.requesters), ...part("approver", rule.approvers)],
    permissionSetArns: ids("permission set", rule.permissionSets, known.sets),
    targets: [
      ...ids("account", rule.accounts, known.accounts).map((targetId) => ({
        kind: "account" as const,
        targetId,
      })),
      ...ids("organisational unit", rule.organisationalUnits, known.units).map((targetId) => ({
        kind: "ou" as const,
        targetId,
      })),
    ],
  };
}

/** Writes one rule if it differs from what is there. */
async function put(
  tx: Db,
  now: Date,
  { rule, principals, permissionSetArns, targets }: Resolved,
): Promise<boolean> {
  const stored = await tx.rule.findUnique({
    where: { name: rule.name },
    include: { principals: true, permissionSets: true, targets: true },
  });
  const head = { description: rule.description, enabled: rule.enabled, maxMinutes: rule.maxMinutes };
  const parts = [
    ...principals.map((each) => [each.part, each.principalKind, each.principalId].join(" ")),
    ...permissionSetArns,
    ...targets.map((target) => `${target.kind} ${target.targetId}`),
  ];
  if (stored) {
    const storedParts = [
      ...stored.principals.map((each) => [each.part, each.principalKind, each.principalId].join(" ")),
      ...stored.permissionSets.map((set) => set.permissionSetArn),
      ...stored.targets.map((target) => `${target.kind} ${target.targetId}`),
    ];
    const isSame =
      stored.description === head.description &&
      stored.enabled === head.enabled &&
      stored.maxMinutes === head.maxMinutes &&
      parts.toSorted().join("\n") === storedParts.toSorted().join("\n");
    if (isSame) return false;
    await tx.rulePrincipal.deleteMany({ where: { ruleId: stored.id } });
    await tx.ruleSet.deleteMany({ where: { ruleId: stored.id } });
    await tx.ruleTarget.deleteMany({ where: { ruleId: stored.id } });
  }
  const children = {
    principals: { create: principals },
    permissionSets: { create: permissionSetArns.map((permissionSetArn) => ({ permissionSetArn })) },
    targets: { create: targets },
  };
  await tx.rule.upsert({
    where: { name: rule.name },
    create: { ...head, ...children, name: rule.name, version: 1, createdAt: now, updatedAt: now },
    update: { ...head, ...children, version: { increment: 1 }, updatedAt: now },
  });
  return true;
}
