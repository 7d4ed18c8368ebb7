import type { ChangeNoun } from "#lib/core/catalogue/change.ts";
import { Prisma } from "#lib/db/generated/client.ts";

const sql = Prisma.sql;

/**
 * Whether the ledger explains that the assignment `v` appeared or vanished: the last operation that we had begun for it is of that
 * kind. What the run saw, it saw at some moment of its reading, so an operation that began meanwhile counts as well.
 * @param kind the operation that would explain it
 * @param at when the change was written
 * @param runId the run that saw it
 */
function isOurs(kind: "create" | "delete", at: Prisma.Sql, runId: Prisma.Sql): Prisma.Sql {
  return sql`(v.principal_kind = 'user' and exists (
    select from access_grant g join aws_operation o on o.managed_assignment_id = g.managed_assignment_id
    where g.account_id = v.account_id and g.permission_set_arn = v.permission_set_arn and g.person_id = v.principal_id
      and o.kind = ${kind}::aws_operation_kind and o.started_at <= ${at}
      and o.outcome is distinct from 'failed' and o.outcome is distinct from 'refused'
      and not exists (
        select from aws_operation later
        where later.managed_assignment_id = o.managed_assignment_id and later.kind <> o.kind
          and later.outcome is distinct from 'failed' and later.outcome is distinct from 'refused'
          and later.started_at > o.started_at
          and later.started_at <= coalesce((select coalesce(r.reads_since, r.started_at) from sync_run r where r.id = ${runId}), ${at}))))`;
}

/** What a change of one noun is when it appeared, changed or vanished, as an expression for its origin: "ours", "drift" or "aws". */
export function originOf(noun: ChangeNoun, moment: "begun" | "vanished"): Prisma.Sql {
  switch (noun) {
    case "assignment": {
      const ours =
        moment === "begun"
          ? isOurs("create", sql`v.valid_from`, sql`v.from_run_id`)
          : isOurs("delete", sql`v.valid_to`, sql`v.to_run_id`);
      return sql`case when ${ours} then 'ours' else 'drift' end`;
    }
    case "permission-set":
      return moment === "begun"
        ? sql`case when exists (select from permission_set_past w
            where w.arn = v.arn and w.valid_to = v.valid_from and w.fingerprint <> v.fingerprint) then 'drift' else 'aws' end`
        : sql`'aws'`;
    case "account":
    case "provisioned":
    case "person":
    case "group":
    case "membership":
    case "unit":
      return sql`'aws'`;
  }
}
