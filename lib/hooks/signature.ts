import { createHmac } from "node:crypto";

/** The header that shows a receiver who wrote a body, and when. */
export const SIGNATURE_HEADER = "gatehouse-signature";

/**
 * The signature of a body: `t=<seconds since 1970>,v1=<hex HMAC-SHA256 over "t.body">`, with one `v1` for each secret, so that a receiver
 * that knows one of them can verify it.
 * @param at the moment that is signed with it
 */
export function signatureOf(secrets: readonly string[], at: Date, body: string): string {
  const t = Math.floor(at.getTime() / 1_000);
  const signed = secrets.map((secret) => createHmac("sha256", secret).update(`${t}.${body}`).digest("hex"));
  return [`t=${t}`, ...signed.map((hex) => `v1=${hex}`)].join(",");
}
