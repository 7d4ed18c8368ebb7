import { offers, reaches } from "#lib/core/rules/covers.ts";
import {
  type Approvers,
  type Principals,
  type RuleContent,
  ruleContent,
} from "#lib/core/rules/rule-content.ts";
import type { Named, NamedPrincipal, ShownApprovers, ShownRule } from "#lib/core/shown-rule.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { ruledSet } from "#lib/db/rules.ts";
import { tagsOf } from "#lib/db/tags.ts";

/** Every rule, in the order in which they decide, with how many people and accounts it means now. Nobody but readers gets any. */
export async function rulesFor(viewer: Viewer): Promise<readonly ShownRule[]> {
  return mayReadEverything(viewer) ? read({}) : [];
}

/**
 * One rule.
 * @param id its UUID
 * @returns null when there is none, or the viewer may not read everything
 */
export async function ruleFor(viewer: Viewer, id: string): Promise<ShownRule | null> {
  if (!mayReadEverything(viewer)) return null;
  const [rule] = await read({ id });
  return rule ?? null;
}

async function read(where: { id?: string }): Promise<readonly ShownRule[]> {
  const rows = await db().rule.findMany({ where, orderBy: [{ priority: "asc" }, { name: "asc" }] });
  const [meanings, catalogue] = await Promise.all([countPeople(where.id), readCatalogue()]);
  return rows.map(({ content: stored, ...row }) => {
    const content = ruleContent.parse(stored);
    const meant = meanings.get(row.id) ?? { requesterCount: 0, approverCount: 0, unanswerable: 0 };
    return {
      ...row,
      ...catalogue.show(content),
      ...meant,
      setCount: catalogue.sets.filter((set) => offers(content, set)).length,
      accountCount: catalogue.places.filter((place) => reaches(content, place)).length,
    };
  });
}

type Meaning = Pick<ShownRule, "requesterCount" | "approverCount" | "unanswerable">;

/** How many enabled people each rule means now; whom fewer than are needed could answer is counted where no owner of an account is asked. */
async function countPeople(id: string | undefined): Promise<ReadonlyMap<string, Meaning>> {
  const rows = await db().$queryRaw<(Meaning & { id: string })[]>`
    with asked as materialized (
      select id, (content #>> '{who,everyone}')::boolean as everyone, content from rule
      where ${id === undefined ? Prisma.sql`true` : Prisma.sql`id = ${id}::uuid`}
    ),
    people as materialized (
      select distinct p.rule_id, p.part, p.stage, person.id as person_id
      from asked join rule_principal p on p.rule_id = asked.id
      left join membership m on p.principal_kind = 'group' and m.group_id = p.principal_id
      join person on person.status = 'ENABLED'
        and person.id = case p.principal_kind when 'user' then p.principal_id else m.person_id end
    ),
    requesters as materialized (
      select rule_id, person_id from people where part = 'requester'
      union
      select asked.id, person.id from asked join person on asked.everyone and person.status = 'ENABLED'
      except
      select rule_id, person_id from people where part = 'exception'
    ),
    needs as materialized (
      select asked.id as rule_id, (s.place - 1)::int as stage, (s.stage ->> 'quorum')::int as quorum,
        (select count(distinct p.person_id) from people p
          where p.rule_id = asked.id and p.stage = s.place - 1 and p.part in ('approver', 'fallback')) as approvers
      from asked cross join lateral jsonb_array_elements(asked.content #> '{agreement,stages}') with ordinality s (stage, place)
      where s.stage #>> '{approvers,ownerTag}' is null and s.stage #>> '{fallback,approvers,ownerTag}' is null
    )
    select asked.id::text as id,
      (select count(*)::int from requesters q where q.rule_id = asked.id) as "requesterCount",
      (select count(distinct p.person_id)::int from people p where p.rule_id = asked.id and p.part in ('approver', 'fallback')) as "approverCount",
      (select count(*)::int from requesters q where q.rule_id = asked.id and exists (
        select from needs n where n.rule_id = asked.id and n.approvers - (exists (
          select from people p where p.rule_id = n.rule_id and p.stage = n.stage and p.part in ('approver', 'fallback')
            and p.person_id = q.person_id))::int < n.quorum)) as unanswerable
    from asked`;
  return new Map(rows.map(({ id: ruleId, ...meaning }) => [ruleId, meaning]));
}

/**
 * The names of what rules name, and what they are laid over.
 * @param alsoPeople ids of people whom no rule names yet
 */
export async function readCatalogue(alsoPeople: readonly string[] = []) {
  const [groups, people, sets, accounts, units] = await Promise.all([
    db().group.findMany({ select: { id: true, displayName: true } }),
    db().$queryRaw<{ id: string; displayName: string }[]>`
      select id, display_name as "displayName" from person
      where id in (select principal_id from rule_principal where principal_kind = 'user')
        or id = any(${[...alsoPeople]})`,
    db().permissionSet.findMany({ select: { arn: true, name: true, tags: true } }),
    db().account.findMany({ select: { id: true, name: true, state: true, parentId: true, tags: true } }),
    db().organisationalUnit.findMany({ select: { id: true, name: true, path: true } }),
  ]);
  const paths = new Map(units.map(({ id, path }) => [id, path]));
  const names = {
    group: new Map(groups.map(({ id, displayName }) => [id, displayName])),
    user: new Map(people.map(({ id, displayName }) => [id, displayName])),
    set: new Map(sets.map(({ arn, name }) => [arn, name])),
    account: new Map(accounts.map(({ id, name }) => [id, name])),
    unit: new Map(units.map(({ id, name }) => [id, name])),
  };
  const named = (of: "set" | "account" | "unit", ids: readonly string[]): Named[] =>
    byName(ids.map((id) => ({ id, name: names[of].get(id) ?? null })));
  const principals = ({ groups: groupIds, people: personIds }: Principals): NamedPrincipal[] => [
    ...byName(groupIds.map((id) => ({ kind: "group" as const, id, name: names.group.get(id) ?? null }))),
    ...byName(personIds.map((id) => ({ kind: "user" as const, id, name: names.user.get(id) ?? null }))),
  ];
  const approvers = (of: Approvers): ShownApprovers => ({
    principals: principals(of),
    ownerTag: of.ownerTag,
  });
  const setsOf = ({ arns, patterns, tags }: RuleContent["sets"]["except"]): ShownRule["sets"] => ({
    named: named("set", arns),
    patterns,
    tags,
  });
  const accountsOf = (of: RuleContent["accounts"]["except"]): ShownRule["exceptAccounts"] => ({
    accounts: named("account", of.ids),
    units: named("unit", of.units),
    tags: of.tags,
  });
  return {
    sets: sets.map(ruledSet),
    places: accounts
      .filter(({ state }) => state === "ACTIVE")
      .map(({ id, parentId, tags }) => ({
        accountId: id,
        ouPath: paths.get(parentId) ?? [],
        tags: tagsOf(tags),
      })),
    show: ({ who, sets: offered, accounts: reached, limits, asks, agreement }: RuleContent) => ({
      who: { everyone: who.everyone, principals: principals(who), except: principals(who.except) },
      sets: setsOf(offered),
      exceptSets: setsOf(offered.except),
      accounts: { all: reached.all, ...accountsOf(reached) },
      exceptAccounts: accountsOf(reached.except),
      limits,
      asks,
      stages: agreement.stages.map(({ quorum, approvers: of, fallback }, index) => ({
        place: index + 1,
        ...approvers(of),
        quorum,
        fallback: fallback && { ...approvers(fallback.approvers), afterMinutes: fallback.afterMinutes },
      })),
      deadlineMinutes: agreement.deadlineMinutes,
    }),
  };
}

function byName<T extends Named>(things: readonly T[]): T[] {
  return things.toSorted((a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id, "en"));
}
