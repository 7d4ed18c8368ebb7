import { createHash, randomBytes } from "node:crypto";
import { viewerOf } from "#lib/auth/viewer.ts";
import type { Viewer } from "#lib/core/viewer.ts";

type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** For tests: the configuration of a web process over the organisation under test. */
export function setWebEnvironment(groups: { administrators: string; auditors: string }): void {
  Object.assign(process.env, {
    GATEHOUSE_MODE: "demo",
    GATEHOUSE_URL: "http://127.0.0.1:4300",
    GATEHOUSE_ORGANISATION_NAME: "Under Test",
    GATEHOUSE_ADMINISTRATORS_GROUP_ID: groups.administrators,
    GATEHOUSE_AUDITORS_GROUP_ID: groups.auditors,
    AWS_ACCESS_PORTAL_URL: "https://under-test.awsapps.com/start",
    IDENTITY_CENTER_REGION: "eu-central-1",
    IDENTITY_CENTER_INSTANCE_ARN: "arn:aws:sso:::instance/ssoins-0000000000000000",
    IDENTITY_STORE_ID: "d-0000000000",
    OIDC_ISSUER: "http://127.0.0.1:4301",
    OIDC_CLIENT_ID: "gatehouse-under-test",
    OIDC_CLIENT_SECRET: "a-client-secret-of-some-length",
    SIGN_IN_SECRET: "a-sign-in-secret-that-is-long-enough",
  });
}

/** For tests: signs a person of the catalogue in, and answers with the viewer that the gate makes of their session. */
export async function signedIn(sql: Sql, personId: string): Promise<Viewer> {
  const token = randomBytes(32).toString("base64url");
  await sql(
    `with identity as (
       insert into sign_in_identity (issuer, subject, person_id, created_at, last_sign_in_at)
       values ('https://issuer.test', $1, $1, gatehouse_now(), gatehouse_now())
       on conflict (issuer, subject) do update set last_sign_in_at = gatehouse_now() returning id
     )
     insert into session (token_hash, identity_id, person_id, created_at, last_seen_at, expires_at, auth_time)
     select $2, id, $1, gatehouse_now(), gatehouse_now(), gatehouse_now() + interval '12 hours', gatehouse_now() from identity`,
    [personId, createHash("sha256").update(token).digest()],
  );
  const viewer = await viewerOf(token, { address: null, userAgent: null });
  if (!viewer) throw new Error(`${personId} could not be signed in.`);
  return viewer;
}
