import { z } from "zod";

/** What Gatehouse believes of a verified ID token. */
export type Claims = {
  issuer: string;
  subject: string;
  /** The value of the configured claim that names the person. */
  personKey: string;
  /** When the person proved who they are; null when the provider does not say. */
  authTime: Date | null;
};

export type Expected = {
  issuer: string;
  clientId: string;
  /** The claim that names the person: PERSON_CLAIM. */
  personClaim: string;
  /** The database's clock. */
  now: Date;
  /** Given, the person must have proved who they are since this moment. */
  provedSince: Date | null;
};

export type JudgedClaims =
  | { ok: true; claims: Claims }
  | { ok: false; code: "claims" | "not-recent"; problem: string };

const SKEW_SECONDS = 60;

const seconds = z.int().nonnegative();
const identifier = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x20-\x7e]+$/, "must be printable ASCII");

/**
 * Judges the claims of an ID token whose signature, nonce and expiry the protocol library has verified.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
 * @returns the claims that may become a session; else `claims`, or `not-recent` when a fresh proof was asked for and is not shown
 */
export function judgeClaims(token: unknown, expected: Expected): JudgedClaims {
  const now = expected.now.getTime() / 1000;
  const past = seconds.max(Math.floor(now + SKEW_SECONDS), "lies in the future");
  const shape = z.looseObject({
    iss: z.literal(expected.issuer),
    sub: identifier,
    aud: z.union([
      z.literal(expected.clientId),
      z.tuple([z.literal(expected.clientId)]),
      z.array(z.string()).min(2),
    ]),
    azp: z.literal(expected.clientId).optional(),
    iat: past,
    exp: seconds,
    nonce: z.string().min(1),
    auth_time: past.optional(),
  });
  const keyShape = z.looseObject({ [expected.personClaim]: z.string().min(1).max(255) });
  const parsed = shape.safeParse(token);
  if (!parsed.success) {
    const problem = parsed.error.issues
      .map(({ path, message }) => `${path.join(".")}: ${message}`)
      .join("; ");
    return { ok: false, code: "claims", problem };
  }
  const { sub, aud, azp, iat, exp, auth_time } = parsed.data;
  const personKey = keyShape.safeParse(token).data?.[expected.personClaim];
  if (personKey === undefined) {
    return { ok: false, code: "claims", problem: `${expected.personClaim}: names nobody` };
  }
  if (Array.isArray(aud) && aud.length > 1 && !(azp && aud.includes(expected.clientId))) {
    return { ok: false, code: "claims", problem: "aud: several audiences without azp" };
  }
  if (exp <= iat) return { ok: false, code: "claims", problem: "exp: not after iat" };
  const authTime = auth_time === undefined ? null : new Date(auth_time * 1000);
  const since = expected.provedSince;
  if (since && (authTime === null || authTime.getTime() < since.getTime() - SKEW_SECONDS * 1000)) {
    return { ok: false, code: "not-recent", problem: "auth_time: not since the sign-in began" };
  }
  return { ok: true, claims: { issuer: expected.issuer, subject: sub, personKey, authTime } };
}
