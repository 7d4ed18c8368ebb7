import { z } from "zod";
import type { RefreshKind } from "#lib/core/catalogue/refresh.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

export type LatestRefresh =
  | { state: "asked"; askedAt: Date }
  | { state: "running"; startedAt: Date }
  | {
      state: "done";
      finishedAt: Date;
      /** Rows added, changed and removed, of all nouns. */
      changed: number;
      calls: number;
      /** AWS has no such thing any more. */
      isGone: boolean;
      /** Sentences about what it could not see. */
      notes: readonly string[];
    }
  | { state: "failed"; finishedAt: Date; failure: string };

const changes = z.record(
  z.string(),
  z.object({ added: z.number(), changed: z.number(), vanished: z.number() }),
);

/**
 * The latest read of this one thing that somebody asked for. Null when nobody has, or for everyone but readers.
 * @param targetId the account's, group's or person's id, or the permission set's ARN
 */
export async function latestRefresh(
  viewer: Viewer,
  kind: RefreshKind,
  targetId: string,
): Promise<LatestRefresh | null> {
  if (!mayReadEverything(viewer)) return null;
  const refresh = await db().refresh.findFirst({
    where: { kind: kind === "permission-set" ? "permission_set" : kind, targetId },
    orderBy: { askedAt: "desc" },
  });
  if (!refresh) return null;
  const { state, askedAt, startedAt, finishedAt } = refresh;
  if (state === "asked") return { state, askedAt };
  if (state === "running") return { state, startedAt: startedAt ?? askedAt };
  const ended = { finishedAt: finishedAt ?? askedAt };
  if (state === "failed") return { state, ...ended, failure: refresh.failure ?? "The read stopped." };
  return {
    state,
    ...ended,
    changed: countChanged(refresh.changes),
    calls: refresh.calls,
    isGone: refresh.isGone,
    notes: refresh.notes,
  };
}

function countChanged(column: unknown): number {
  const parsed = changes.safeParse(column);
  if (!parsed.success) return 0;
  return Object.values(parsed.data).reduce((sum, noun) => sum + noun.added + noun.changed + noun.vanished, 0);
}
