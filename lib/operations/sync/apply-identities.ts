import type { Differences } from "#lib/core/catalogue/compare.ts";
import type { Db } from "#lib/db/client.ts";

type Part = Pick<Differences, "groups" | "people" | "memberships">;

/** Writes what differs of groups, people and memberships. */
export async function applyIdentities(tx: Db, { groups, people, memberships }: Part): Promise<void> {
  const newGroups = [...groups.added, ...groups.changed];
  if (newGroups.length > 0) {
    await tx.$executeRaw`
      insert into identity_group (id, display_name, description, external_ids)
      select r.id, r."displayName", r.description, r."externalIds"
      from jsonb_to_recordset(${JSON.stringify(newGroups)}::jsonb)
        as r(id text, "displayName" text, description text, "externalIds" jsonb)
      on conflict (id) do update
        set display_name = excluded.display_name, description = excluded.description, external_ids = excluded.external_ids`;
  }
  if (groups.vanished.length > 0) {
    await tx.$executeRaw`
      delete from identity_group
      where id in (select r.id from jsonb_to_recordset(${JSON.stringify(groups.vanished)}::jsonb) as r(id text))`;
  }

  const newPeople = [...people.added, ...people.changed];
  if (newPeople.length > 0) {
    await tx.$executeRaw`
      insert into person (id, user_name, display_name, given_name, family_name, email, emails, title, status, external_ids)
      select r.id, r."userName", r."displayName", r."givenName", r."familyName", r.email, r.emails, r.title,
             r.status::person_status, r."externalIds"
      from jsonb_to_recordset(${JSON.stringify(newPeople)}::jsonb)
        as r(id text, "userName" text, "displayName" text, "givenName" text, "familyName" text,
             email text, emails text[], title text, status text, "externalIds" jsonb)
      on conflict (id) do update
        set user_name = excluded.user_name, display_name = excluded.display_name, given_name = excluded.given_name,
            family_name = excluded.family_name, email = excluded.email, emails = excluded.emails, title = excluded.title,
            status = excluded.status, external_ids = excluded.external_ids`;
  }
  if (people.vanished.length > 0) {
    await tx.$executeRaw`
      delete from person
      where id in (select r.id from jsonb_to_recordset(${JSON.stringify(people.vanished)}::jsonb) as r(id text))`;
  }

  if (memberships.added.length > 0) {
    await tx.$executeRaw`
      insert into membership (group_id, person_id)
      select r."groupId", r."personId"
      from jsonb_to_recordset(${JSON.stringify(memberships.added)}::jsonb) as r("groupId" text, "personId" text)`;
  }
  if (memberships.vanished.length > 0) {
    await tx.$executeRaw`
      delete from membership m
      using jsonb_to_recordset(${JSON.stringify(memberships.vanished)}::jsonb) as r("groupId" text, "personId" text)
      where m.group_id = r."groupId" and m.person_id = r."personId"`;
  }
}
