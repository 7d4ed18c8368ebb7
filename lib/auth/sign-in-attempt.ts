import { decode, encode } from "next-auth/jwt";
import { z } from "zod";

/** What this browser asked for when it began to sign in. It travels encrypted in a cookie, so only our own code can have written it. */
export type Attempt = {
  returnTo: string;
  /** `step-up` asks the provider for a fresh proof; only our own code starts one. */
  purpose: "sign-in" | "step-up";
  startedAt: Date;
};

/** How long a person may take at the provider. */
export const ATTEMPT_SECONDS = 600;

const salt = "gatehouse-sign-in";
const shape = z.object({
  returnTo: z.string(),
  purpose: z.enum(["sign-in", "step-up"]),
  startedAt: z.iso.datetime().transform((text) => new Date(text)),
});

/** The attempt as a cookie's value. */
export async function sealAttempt(attempt: Attempt, secret: string): Promise<string> {
  const token = { ...attempt, startedAt: attempt.startedAt.toISOString() };
  return await encode({ token, secret, salt, maxAge: ATTEMPT_SECONDS });
}

/**
 * Opens what `sealAttempt` sealed.
 * @returns `expired` when it is older than an attempt may be, `malformed` when we did not write it
 */
export async function openAttempt(
  sealed: string,
  secret: string,
): Promise<Attempt | "expired" | "malformed"> {
  try {
    const parsed = shape.safeParse(await decode({ token: sealed, secret, salt }));
    return parsed.success ? parsed.data : "malformed";
  } catch (error) {
    const isOld = error instanceof Error && "code" in error && error.code === "ERR_JWT_EXPIRED";
    return isOld ? "expired" : "malformed";
  }
}
