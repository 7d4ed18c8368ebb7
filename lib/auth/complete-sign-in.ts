import type { SignInRefusal } from "#lib/core/sign-in.ts";
import { type Db, db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { record } from "#lib/db/record.ts";
import { webEnv } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { type Claims, judgeClaims } from "./id-token-claims.ts";
import { findPerson } from "./match-person.ts";
import type { Seen } from "./seen.ts";
import { type OpenedSession, openSession } from "./session.ts";
import type { Attempt } from "./sign-in-attempt.ts";

export type Arrival = {
  /** The claims of an ID token that the protocol library has verified. */
  claims: unknown;
  attempt: Attempt;
  seen: Seen;
  correlationId: string;
  /** The session that this browser brought along. */
  replaces: string | null;
};

export type SignedIn = { ok: true; session: OpenedSession } | { ok: false; code: SignInRefusal };

// Without the provider's word on it, nobody has proved anything recently.
const NEVER = new Date(0);

/**
 * Decides what a verified ID token may become: a session of exactly one enabled person, or a refusal, which is recorded.
 * @returns the session, or `claims`, `not-recent`, `no-match`, `ambiguous`, `disabled`, `bound-to-another`
 */
export async function completeSignIn(arrival: Arrival): Promise<SignedIn> {
  const env = webEnv();
  const judged = judgeClaims(arrival.claims, {
    issuer: env.OIDC_ISSUER,
    clientId: env.OIDC_CLIENT_ID,
    personClaim: env.PERSON_CLAIM,
    now: await readNow(),
    provedSince: arrival.attempt.purpose === "step-up" ? arrival.attempt.startedAt : null,
  });
  if (!judged.ok) {
    log.warn({ correlationId: arrival.correlationId, problem: judged.problem }, "ID token refused");
    return await refuseSignIn({ ...arrival, code: judged.code, claims: null });
  }
  const { claims } = judged;
  const opened = await db().$transaction(async (tx) => await signIn(tx, arrival, claims));
  return opened.ok ? opened : await refuseSignIn({ ...arrival, code: opened.code, claims });
}

async function signIn(tx: Db, arrival: Arrival, claims: Claims): Promise<SignedIn> {
  const match = await findPerson(tx, claims, webEnv().PERSON_ATTRIBUTE);
  if (!match.ok) return match;
  const { seen, correlationId, replaces } = arrival;
  const { issuer, subject, authTime } = claims;
  const session = await openSession(tx, {
    issuer,
    subject,
    personId: match.personId,
    authTime: authTime ?? NEVER,
    seen,
    correlationId,
    replaces,
  });
  return session ? { ok: true, session } : { ok: false, code: "bound-to-another" };
}

export type RefusedSignIn = {
  code: SignInRefusal;
  claims: Claims | null;
  seen: Seen;
  correlationId: string;
};

/** Records a sign-in that was refused, with the verified identity when there was one. */
export async function refuseSignIn({ code, claims, seen, correlationId }: RefusedSignIn): Promise<SignedIn> {
  const identity = claims ? `${claims.issuer} ${claims.subject}` : "unknown";
  await db().$transaction(async (tx) => {
    await record(
      tx,
      { actor: { kind: "visitor", identity, ...seen }, now: await readNow(tx) },
      {
        action: "session.refused",
        target: { kind: "identity", id: identity, name: claims?.personKey ?? "unknown" },
        cause: code,
        correlationId,
      },
    );
  });
  return { ok: false, code };
}
