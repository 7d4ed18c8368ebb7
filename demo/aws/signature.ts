import type { IncomingHttpHeaders } from "node:http";
import type { Credentials } from "./credentials.ts";
import { AwsFailure } from "./failure.ts";
import { dateOf, type World } from "./world.ts";

/** Demands a signature with a key that has not expired and, where the settings say so, of this time. It is not verified. */
export function demandSignature(world: World, credentials: Credentials, headers: IncomingHttpHeaders): void {
  const [, accessKeyId] =
    /^AWS4-HMAC-SHA256 (?:.*\bCredential=([^/,\s]+))?/.exec(headers.authorization ?? "") ?? [];
  if (!headers.authorization?.startsWith("AWS4-HMAC-SHA256 ")) {
    throw new AwsFailure("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
  }
  credentials.demandFresh(accessKeyId ?? "", world.expiredAccessKeys);
  demandTimely(world, headers["x-amz-date"]);
}

function demandTimely(world: World, signedAt: string | string[] | undefined): void {
  if (world.signatureToleranceMs === null || typeof signedAt !== "string") return;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(signedAt) ?? [];
  const signedAtMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const date = dateOf(world);
  if (Math.abs(date.getTime() - signedAtMs) <= world.signatureToleranceMs) return;
  const now = `${date.toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
  const message =
    signedAtMs < date.getTime()
      ? `Signature expired: ${signedAt} is now earlier than ${now} less what is tolerated`
      : `Signature not yet current: ${signedAt} is still later than ${now} and what is tolerated`;
  throw new AwsFailure("InvalidSignatureException", message, 403);
}
