import type { ShownHook } from "#lib/core/hooks/shown-hooks.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

/** The webhooks that workers have or had, the configured ones first. Nobody but readers gets any. */
export async function hooksFor(viewer: Viewer): Promise<readonly ShownHook[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<ShownHook[]>`
    select h.name, h.shape::text as shape, h.origin, h.events, h.off_fingerprint is not distinct from h.fingerprint as "isOff",
      h.configured_at > gatehouse_now() - interval '10 minutes' as "isConfigured", h.delivered_at as "deliveredAt",
      h.failing_since as "failingSince", h.failure,
      (select count(*)::int from hook_delivery d where d.hook_name = h.name and d.state = 'waiting') as waiting,
      (select count(*)::int from hook_delivery d where d.hook_name = h.name and d.state = 'given-up') as "givenUp"
    from hook h order by "isConfigured" desc, h.name`;
}
