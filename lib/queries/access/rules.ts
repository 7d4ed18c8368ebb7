import type { RuleSentence } from "#lib/core/shown-access.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";

const principals = (part: "requester" | "approver") => Prisma.sql`
  coalesce((
    select jsonb_agg(jsonb_build_object('kind', p.principal_kind, 'id', p.principal_id,
      'name', coalesce(g.display_name, person.display_name)) order by p.principal_kind desc, coalesce(g.display_name, person.display_name))
    from rule_principal p
    left join identity_group g on p.principal_kind = 'group' and g.id = p.principal_id
    left join person on p.principal_kind = 'user' and person.id = p.principal_id
    where p.rule_id = r.id and p.part = ${part}::rule_part), '[]')`;

/** Every rule as a sentence, by name, with how many people and accounts it means now. Nobody but readers gets any. */
export async function rulesFor(viewer: Viewer): Promise<readonly RuleSentence[]> {
  return mayReadEverything(viewer) ? read(Prisma.sql`true`) : [];
}

/**
 * One rule as a sentence.
 * @param id its UUID
 * @returns null when there is none, or the viewer may not read everything
 */
export async function ruleFor(viewer: Viewer, id: string): Promise<RuleSentence | null> {
  if (!mayReadEverything(viewer)) return null;
  const [rule] = await read(Prisma.sql`r.id = ${id}::uuid`);
  return rule ?? null;
}

async function read(condition: Prisma.Sql): Promise<readonly RuleSentence[]> {
  return db().$queryRaw<RuleSentence[]>`
    with people as (
      select p.rule_id, p.part, person.id as person_id
      from rule_principal p
      left join membership m on p.principal_kind = 'group' and m.group_id = p.principal_id
      join person on person.status = 'ENABLED'
        and person.id = case p.principal_kind when 'user' then p.principal_id else m.person_id end
      group by p.rule_id, p.part, person.id
    )
    select r.id::text, r.name, r.description, r.enabled, r.version, r.max_minutes as "maxMinutes", r.updated_at as "updatedAt",
      ${principals("requester")} as requesters,
      ${principals("approver")} as approvers,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', o.permission_set_arn, 'name', s.name) order by s.name)
        from rule_permission_set o left join permission_set s on s.arn = o.permission_set_arn
        where o.rule_id = r.id), '[]') as sets,
      coalesce((
        select jsonb_agg(jsonb_build_object('kind', t.kind, 'id', t.target_id, 'name', coalesce(u.name, a.name))
          order by t.kind desc, coalesce(u.name, a.name))
        from rule_target t
        left join organisational_unit u on t.kind = 'ou' and u.id = t.target_id
        left join account a on t.kind = 'account' and a.id = t.target_id
        where t.rule_id = r.id), '[]') as targets,
      (select count(*)::int from people p where p.rule_id = r.id and p.part = 'requester') as "requesterCount",
      (select count(*)::int from people p where p.rule_id = r.id and p.part = 'approver') as "approverCount",
      (select count(*)::int from people p where p.rule_id = r.id and p.part = 'requester' and not exists (
        select from people other
        where other.rule_id = r.id and other.part = 'approver' and other.person_id <> p.person_id)) as unanswerable,
      (select count(*)::int from account a
        left join organisational_unit u on u.id = a.parent_id
        where a.state = 'ACTIVE' and exists (
          select from rule_target t where t.rule_id = r.id
            and ((t.kind = 'account' and t.target_id = a.id) or (t.kind = 'ou' and t.target_id = any(u.path))))) as "accountCount"
    from rule r
    where ${condition}
    order by r.name`;
}
