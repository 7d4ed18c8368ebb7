import type { Db } from "#lib/db/client.ts";

/**
 * Waits until no other transaction writes the catalogue, and names the moment and the run of what this one writes. Readers are not kept waiting.
 * The moment is never before one that another reading has written: time in the catalogue's history goes one way only.
 * @param tx the open transaction
 * @param runId the run or refresh; null for what no run saw
 */
export async function lockCatalogue(
  tx: Db,
  { now, runId }: { now: Date; runId: string | null },
): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('gatehouse.catalogue'))`;
  await tx.$executeRaw`
    select set_config('gatehouse.moment', greatest(${now}::timestamptz, (
        select max(moment) from (
          select max(valid_from) as moment from organisational_unit
          union all select max(valid_from) from account
          union all select max(valid_from) from permission_set
          union all select max(valid_from) from identity_group
          union all select max(valid_from) from person
          union all select max(valid_from) from membership
          union all select max(valid_from) from provisioned_permission_set
          union all select max(valid_from) from assignment
          union all select max(valid_to) from organisational_unit_past
          union all select max(valid_to) from account_past
          union all select max(valid_to) from permission_set_past
          union all select max(valid_to) from identity_group_past
          union all select max(valid_to) from person_past
          union all select max(valid_to) from membership_past
          union all select max(valid_to) from provisioned_permission_set_past
          union all select max(valid_to) from assignment_past
        ) written))::text, true),
      set_config('gatehouse.run', ${runId ?? ""}, true)`;
}
