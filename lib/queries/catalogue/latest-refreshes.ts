import type { RefreshKind } from "#lib/core/catalogue/refresh.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

/** A read of one thing, as a page lists it. */
export type ListedRefresh = {
  id: string;
  kind: RefreshKind;
  /** As the page of the thing is named: a permission set by its ARN. */
  targetId: string;
  /** Null when the catalogue does not know the thing, any more or yet. */
  name: string | null;
  state: "asked" | "running" | "done" | "failed";
  askedBy: string | null;
  askedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  calls: number;
  /** Rows added, changed and removed, of all nouns. */
  changed: number;
  isGone: boolean;
  failure: string | null;
};

const REFRESHES_SHOWN = 8;

/** The reads of single things that are under way, and the latest that came to an end. Nobody but readers gets any. */
export async function latestRefreshes(viewer: Viewer): Promise<readonly ListedRefresh[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<ListedRefresh[]>`
    with shown as (
      (select * from refresh where finished_at is null order by asked_at desc limit ${REFRESHES_SHOWN})
      union all
      (select * from refresh where finished_at is not null order by finished_at desc limit ${REFRESHES_SHOWN})
    )
    select r.id, r.kind, r.target_id as "targetId", r.state, p.display_name as "askedBy", r.asked_at as "askedAt",
      r.started_at as "startedAt", r.finished_at as "finishedAt", r.calls, r.is_gone as "isGone", r.failure,
      coalesce((select sum((noun.value ->> 'added')::int + (noun.value ->> 'changed')::int + (noun.value ->> 'vanished')::int)
        from jsonb_each(r.changes) noun), 0)::int as changed,
      case r.kind
        when 'account' then (select a.name from account a where a.id = r.target_id)
        when 'permission-set' then (select s.name from permission_set s where s.arn = r.target_id)
        when 'group' then (select g.display_name from identity_group g where g.id = r.target_id)
        when 'person' then (select coalesce(nullif(u.display_name, ''), u.user_name) from person u where u.id = r.target_id)
      end as name
    from shown r left join person p on p.id = r.asked_by_id
    order by r.finished_at is not null, r.asked_at desc limit ${REFRESHES_SHOWN}`;
}
