import { hashApiToken } from "#lib/core/api-token.ts";
import { SESSION_IDLE_MINUTES } from "#lib/core/session-limits.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { type Db, db } from "#lib/db/client.ts";
import type { ApiScope } from "#lib/db/generated/enums.ts";
import { webEnv } from "#lib/env.ts";
import type { Seen } from "./seen.ts";
import { hashSessionToken } from "./session-token.ts";

type Row = {
  now: Date;
  sessionId: string;
  authTime: Date;
  lastSeenAt: Date;
  personId: string;
  displayName: string;
  email: string | null;
  isAdministrator: boolean;
  isAuditor: boolean;
};

/**
 * The person that a session's token stands for, with the rights they have at this moment. The session must be within its limits by the
 * database's clock, and the person enabled in the catalogue; rights are their memberships now, never what an earlier request saw.
 * @param token what the browser sent; null and nonsense are nobody
 * @param seen from where this request came
 * @param at the client or transaction to ask through
 * @returns null when nobody is signed in by this token now
 */
export async function viewerOf(token: string | null, seen: Seen, at: Db = db()): Promise<Viewer | null> {
  const tokenHash = token === null ? null : hashSessionToken(token);
  if (tokenHash === null) return null;
  const env = webEnv();
  const [row] = await at.$queryRaw<Row[]>`
    with clock as materialized (select date_trunc('milliseconds', gatehouse_now()) as now)
    select clock.now, s.id as "sessionId", s.auth_time as "authTime", s.last_seen_at as "lastSeenAt",
           p.id as "personId", p.display_name as "displayName", p.email,
           exists (select from membership m where m.person_id = p.id
                   and m.group_id = ${env.GATEHOUSE_ADMINISTRATORS_GROUP_ID}) as "isAdministrator",
           exists (select from membership m where m.person_id = p.id
                   and m.group_id = ${env.GATEHOUSE_AUDITORS_GROUP_ID}) as "isAuditor"
    from clock
    join session s on s.token_hash = ${tokenHash}
      and s.expires_at > clock.now and s.last_seen_at > clock.now - make_interval(mins => ${SESSION_IDLE_MINUTES}::int)
    join person p on p.id = s.person_id and p.status = 'ENABLED'`;
  if (!row) return null;
  await moveLastSeen(row, at);
  return mint(row, seen, null);
}

// Once a minute is enough to know who is idle, and keeps reading a page from writing a row.
async function moveLastSeen({ sessionId, lastSeenAt, now }: Row, at: Db): Promise<void> {
  const minuteAgo = new Date(now.getTime() - 60_000);
  if (lastSeenAt > minuteAgo) return;
  await at.session.updateMany({
    where: { id: sessionId, lastSeenAt: { lte: minuteAgo } },
    data: { lastSeenAt: now },
  });
}

/** Whom an API token stands for, and what it lets them do. */
export type TokenViewer = { viewer: Viewer; scopes: ReadonlySet<ApiScope> };

/**
 * The person that an API token stands for, with the rights they have at this moment. The token must be neither over nor revoked, and the person
 * enabled. It is no session: nothing in the console takes it, and nothing is decided by it.
 * @param token what the program sent; nonsense is nobody
 * @param seen from where this request came
 * @returns null when it stands for nobody now
 */
export async function viewerOfToken(token: string, seen: Seen): Promise<TokenViewer | null> {
  const tokenHash = hashApiToken(token);
  if (tokenHash === null) return null;
  const env = webEnv();
  const [row] = await db().$queryRaw<(Omit<Row, "lastSeenAt"> & { name: string; scopes: ApiScope[] })[]>`
    with clock as materialized (select date_trunc('milliseconds', gatehouse_now()) as now)
    select clock.now, t.id as "sessionId", t.created_at as "authTime", t.name, t.scopes::text[] as scopes,
           p.id as "personId", p.display_name as "displayName", p.email,
           exists (select from membership m where m.person_id = p.id
                   and m.group_id = ${env.GATEHOUSE_ADMINISTRATORS_GROUP_ID}) as "isAdministrator",
           exists (select from membership m where m.person_id = p.id
                   and m.group_id = ${env.GATEHOUSE_AUDITORS_GROUP_ID}) as "isAuditor"
    from clock
    join api_token t on t.token_hash = ${tokenHash} and t.expires_at > clock.now and t.revoked_at is null
    join person p on p.id = t.person_id and p.status = 'ENABLED'`;
  if (!row) return null;
  const minuteAgo = new Date(row.now.getTime() - 60_000);
  await db().apiToken.updateMany({
    where: { id: row.sessionId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: minuteAgo } }] },
    data: { lastUsedAt: row.now },
  });
  return { viewer: mint(row, seen, row.name), scopes: new Set(row.scopes) };
}

function mint(row: Omit<Row, "lastSeenAt">, seen: Seen, byToken: string | null): Viewer {
  const { personId, displayName, email, isAdministrator, isAuditor, sessionId, authTime } = row;
  const session = { id: sessionId, authTime, ...seen, byToken };
  // The one cast that mints a Viewer: everything above has just been read from the database.
  return { personId, displayName, email, isAdministrator, isAuditor, session } as Viewer;
}
