import { viewerOf } from "#lib/auth/viewer.ts";
import { SESSION_HOURS } from "#lib/core/session-limits.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { Db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { record } from "#lib/db/record.ts";
import type { Seen } from "./seen.ts";
import { hashSessionToken, newSessionToken } from "./session-token.ts";

export type Opening = {
  issuer: string;
  subject: string;
  personId: string;
  /** When the person last proved who they are, by the provider's word. */
  authTime: Date;
  seen: Seen;
  correlationId?: string;
  /** The session that this browser brought along; it ends here, whoever's it was. */
  replaces?: string | null;
};

export type OpenedSession = { token: string; viewer: Viewer };

/**
 * Opens a session for a person, binding the identity to them at their first sign-in, and records it.
 * @param tx the open transaction
 * @returns the token for the browser and the Viewer it stands for; null when the identity is bound to another person, or the person to
 * another subject of this issuer
 * @throws when the person is not there or not enabled, so that nothing of it stays
 */
export async function openSession(tx: Db, opening: Opening): Promise<OpenedSession | null> {
  const now = await readNow(tx);
  const identityId = await bind(tx, opening, now);
  if (identityId === null) return null;
  const token = newSessionToken();
  const tokenHash = hashSessionToken(token);
  if (!tokenHash) throw new Error("A new session token does not look like one.");
  await tx.session.create({
    data: {
      tokenHash,
      identityId,
      personId: opening.personId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_HOURS * 3_600_000),
      authTime: opening.authTime,
      ...opening.seen,
    },
  });
  const viewer = await viewerOf(token, opening.seen, tx);
  if (!viewer) throw new Error("The person of a new session is not enabled in the catalogue.");
  if (opening.replaces) await endReplaced(tx, opening.replaces, viewer, now);
  await record(
    tx,
    { actor: { kind: "person", viewer }, now },
    {
      action: "session.opened",
      target: { kind: "session", id: viewer.session.id, name: viewer.displayName },
      cause: "signed in",
      details: { issuer: opening.issuer, authTime: opening.authTime.toISOString() },
      ...(opening.correlationId && { correlationId: opening.correlationId }),
    },
  );
  return { token, viewer };
}

async function bind(tx: Db, { issuer, subject, personId }: Opening, now: Date): Promise<string | null> {
  await tx.signInIdentity.createMany({
    data: [{ issuer, subject, personId, createdAt: now, lastSignInAt: now }],
    skipDuplicates: true,
  });
  const identity = await tx.signInIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { id: true, personId: true },
  });
  if (identity?.personId !== personId) return null;
  await tx.signInIdentity.update({ where: { id: identity.id }, data: { lastSignInAt: now } });
  return identity.id;
}

async function endReplaced(tx: Db, token: string, viewer: Viewer, now: Date): Promise<void> {
  const tokenHash = hashSessionToken(token);
  if (!tokenHash) return;
  const old = await tx.session.findUnique({ where: { tokenHash }, select: { id: true, personId: true } });
  if (!old) return;
  const { count } = await tx.session.deleteMany({ where: { id: old.id } });
  if (count === 0) return;
  await record(
    tx,
    { actor: { kind: "person", viewer }, now },
    {
      action: "session.closed",
      target: { kind: "session", id: old.id, name: "an earlier session in this browser" },
      cause: "replaced by a new sign-in",
      personId: old.personId,
    },
  );
}
