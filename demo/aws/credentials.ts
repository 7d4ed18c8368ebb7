import { AwsFailure } from "./failure.ts";

export type Credentials = ReturnType<typeof createCredentials>;

/** As the SDK's provider for containers takes them (AWS_CONTAINER_CREDENTIALS_FULL_URI). */
export type HandedOut = { AccessKeyId: string; SecretAccessKey: string; Token: string; Expiration: string };

/**
 * The credentials that the simulator hands out: new ones each time they are asked for. They live by the wall's clock, because whoever uses
 * them renews them by its own. A key that was not handed out here is nobody's business but the settings'.
 */
export function createCredentials(wallMs: () => number) {
  const expiresAtMs = new Map<string, number>();
  return {
    handOut(lifeMs: number): HandedOut {
      const number = expiresAtMs.size + 1;
      const AccessKeyId = `ASIASIMULATED${String(number).padStart(7, "0")}`;
      const atMs = wallMs() + lifeMs;
      expiresAtMs.set(AccessKeyId, atMs);
      return {
        AccessKeyId,
        SecretAccessKey: `simulated-${number}`,
        Token: `simulated-${number}`,
        Expiration: new Date(atMs).toISOString(),
      };
    },
    /** Ends all that were handed out, whatever they were told about their end, and says how many those were. */
    expire(): number {
      for (const id of expiresAtMs.keys()) expiresAtMs.set(id, Number.NEGATIVE_INFINITY);
      return expiresAtMs.size;
    },
    demandFresh(accessKeyId: string, expired: readonly string[]): void {
      const atMs = expiresAtMs.get(accessKeyId);
      if (!expired.includes(accessKeyId) && (atMs === undefined || wallMs() < atMs)) return;
      throw new AwsFailure("ExpiredTokenException", "The security token included in the request is expired");
    },
  };
}
