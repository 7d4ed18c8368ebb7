import type pg from "pg";

/** Everything that is recorded of one request. */
export type Story = {
  readonly state: string;
  readonly decisions: readonly { by: string; verdict: "approve" | "deny" }[];
  readonly grants: readonly {
    id: string;
    state: string;
    withdrawnReason: string | null;
    endReason: string | null;
    isOver: boolean;
  }[];
  /** The actions of its audit events, in their order. */
  readonly events: readonly string[];
};

type Ask = { sql<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> };

export async function tellStory(scene: Ask, requestId: string): Promise<Story> {
  const [story] = await scene.sql<Story>(
    `select r.state,
       (select coalesce(json_agg(json_build_object('by', d.decider_name, 'verdict', d.verdict)), '[]') from decision d where d.request_id = r.id) as decisions,
       (select coalesce(json_agg(json_build_object('id', g.id, 'state', g.state, 'withdrawnReason', g.withdrawn_reason, 'endReason', g.end_reason,
         'isOver', g.ended_at is not null)), '[]') from access_grant g where g.request_id = r.id) as grants,
       (select coalesce(json_agg(e.action order by e.id), '[]') from audit_event e where e.request_id = r.id) as events
     from request r where r.id = $1`,
    [requestId],
  );
  if (!story) throw new Error(`There is no request ${requestId}.`);
  return story;
}
