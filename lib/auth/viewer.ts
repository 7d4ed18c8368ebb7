import { hashApiToken } from "#lib/core/api-token.ts";
import { SESSION_IDLE_MINUTES } from "#lib/core/session-limits.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { type Db, db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { ApiScope } from "#lib/db/generated/enums.ts";
import { webEnv } from "#lib/env.ts";
import type { Seen } from "./seen.ts";
import { hashSessionToken } from "./session-token.ts";

type Row = {
  now: Date;
  /** The session's id, or the token's. */
  id: string;
  authTime: Date;
  lastSeenAt: Date | null;
  /** A token's name, and what it is for; null and nothing for a session. */
  byToken: string | null;
  scopes: ApiScope[];
  personId: string;
  displayName: string;
  email: string | null;
  isAdministrator: boolean;
  isAuditor: boolean;
};

// What is shown for a person, within its limits by the database's clock.
const bySession = (tokenHash: Uint8Array) => Prisma.sql`
  select s.id, s.person_id, s.auth_time, s.last_seen_at, null as by_token, '{}'::text[] as scopes
  from session s, clock
  where s.token_hash = ${tokenHash} and s.expires_at > clock.now
    and s.last_seen_at > clock.now - make_interval(mins => ${SESSION_IDLE_MINUTES}::int)`;
const byToken = (tokenHash: Uint8Array) => Prisma.sql`
  select t.id, t.person_id, t.created_at as auth_time, t.last_used_at as last_seen_at, t.name as by_token, t.scopes::text[] as scopes
  from api_token t, clock
  where t.token_hash = ${tokenHash} and t.expires_at > clock.now and t.revoked_at is null`;

/** Whom it stands for, with the rights they have at this moment: the person must be enabled, and rights are their memberships now. */
async function holderOf(shown: Prisma.Sql, at: Db): Promise<Row | null> {
  const env = webEnv();
  const [row] = await at.$queryRaw<Row[]>`
    with clock as materialized (select date_trunc('milliseconds', gatehouse_now()) as now),
    shown as (${shown})
    select clock.now, shown.id, shown.auth_time as "authTime", shown.last_seen_at as "lastSeenAt", shown.by_token as "byToken", shown.scopes,
           p.id as "personId", p.display_name as "displayName", p.email,
           exists (select from membership m where m.person_id = p.id
                   and m.group_id = ${env.GATEHOUSE_ADMINISTRATORS_GROUP_ID}) as "isAdministrator",
           exists (select from membership m where m.person_id = p.id
                   and m.group_id = ${env.GATEHOUSE_AUDITORS_GROUP_ID}) as "isAuditor"
    from clock cross join shown
    join person p on p.id = shown.person_id and p.status = 'ENABLED'`;
  return row ?? null;
}

// Once a minute is enough to know what is in use, and keeps a read from writing a row. Null when that is known already.
function unseenSince({ lastSeenAt, now }: Row): Date | null {
  const minuteAgo = new Date(now.getTime() - 60_000);
  return lastSeenAt !== null && lastSeenAt > minuteAgo ? null : minuteAgo;
}

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
  const row = await holderOf(bySession(tokenHash), at);
  if (!row) return null;
  const since = unseenSince(row);
  if (since)
    await at.session.updateMany({
      where: { id: row.id, lastSeenAt: { lte: since } },
      data: { lastSeenAt: row.now },
    });
  return mint(row, seen);
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
  const row = await holderOf(byToken(tokenHash), db());
  if (!row) return null;
  const since = unseenSince(row);
  if (since)
    await db().apiToken.updateMany({
      where: { id: row.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: since } }] },
      data: { lastUsedAt: row.now },
    });
  return { viewer: mint(row, seen), scopes: new Set(row.scopes) };
}

function mint(row: Row, seen: Seen): Viewer {
  const { personId, displayName, email, isAdministrator, isAuditor, authTime } = row;
  const session = { id: row.id, authTime, ...seen, byToken: row.byToken };
  // The one cast that mints a Viewer: everything above has just been read from the database.
  return { personId, displayName, email, isAdministrator, isAuditor, session } as Viewer;
}
