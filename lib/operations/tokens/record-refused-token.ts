import type { Visitor } from "#lib/core/actor.ts";
import type { RefusedToken } from "#lib/core/api/refused-token.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";

const causes = {
  unknown: "the token is not known",
  over: "its days are over",
  revoked: "it was revoked",
  "person-disabled": "its person is not enabled",
} as const satisfies Record<RefusedToken["because"], string>;

/**
 * Records that a program showed a token that is not good. The token itself is in nothing of it.
 * @param seen from where it came
 * @param unrecorded how many like it came since the last one that was recorded
 */
export async function recordRefusedToken(
  { seen, now }: { seen: Pick<Visitor, "address" | "userAgent">; now: Date },
  { because, token }: RefusedToken,
  unrecorded: number,
): Promise<void> {
  const actor: Visitor = { kind: "visitor", identity: token ? `token ${token.id}` : "unknown", ...seen };
  await db().$transaction(async (tx) => {
    await record(
      tx,
      { actor, now },
      {
        action: "token.refused",
        target: { kind: "token", id: token?.id ?? "unknown", name: token?.name ?? "unknown" },
        cause: causes[because],
        ...(token && { personId: token.personId }),
        details: { unrecorded },
      },
    );
  });
}
