import { type Db, db } from "#lib/db/client.ts";
import { missingMigrations } from "#lib/db/missing-migrations.ts";

/** The two processes that use the database, each with a role of its own. */
export type Process = "web" | "worker";

type Role = {
  name: string;
  isSuper: boolean;
  mayCreateRoles: boolean;
  bypassesRowRules: boolean;
  ownsTables: boolean;
  mayTouchLedger: boolean;
  mayRewriteAudit: boolean;
  mayRewriteDecisions: boolean;
  mayAudit: boolean;
};

/**
 * Whether a process may run on this database: it answers, this version's migrations are there, and the role can do no more than its part.
 * @param process whose role this is; the web process must not be able to write the ledger
 * @returns one sentence for each problem; none when all is well
 */
export async function checkDatabase(
  process: Process,
  migrationsFolder = "prisma/migrations",
  at: Db = db(),
): Promise<string[]> {
  try {
    const missing = await missingMigrations(migrationsFolder, at);
    if (missing.length > 0)
      return [`The database lacks migrations: ${missing.join(", ")}. Run npm run migrate first.`];
    return judgeRole(process, await readRole(at));
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
    return [`The database does not answer: ${why}.`];
  }
}

async function readRole(at: Db): Promise<Role> {
  const [role] = await at.$queryRaw<Role[]>`
    select current_user::text as name,
      r.rolsuper as "isSuper", r.rolcreaterole as "mayCreateRoles", r.rolbypassrls as "bypassesRowRules",
      exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and pg_has_role(c.relowner, 'member')) as "ownsTables",
      (has_table_privilege('managed_assignment', 'insert, update, delete, truncate')
        or has_any_column_privilege('managed_assignment', 'insert, update')
        or has_table_privilege('aws_operation', 'insert, update, delete, truncate')
        or has_any_column_privilege('aws_operation', 'insert, update')) as "mayTouchLedger",
      (has_table_privilege('audit_event', 'update, delete, truncate')
        or has_any_column_privilege('audit_event', 'update')) as "mayRewriteAudit",
      (has_table_privilege('decision', 'update, delete, truncate')
        or has_any_column_privilege('decision', 'update')) as "mayRewriteDecisions",
      has_table_privilege('audit_event', 'insert') as "mayAudit"
    from pg_roles r where r.rolname = current_user`;
  if (!role) throw new Error("it does not know its own role");
  return role;
}

function judgeRole(process: Process, role: Role): string[] {
  const says = (isWrong: boolean, what: string) =>
    isWrong
      ? [
          `DATABASE_URL: the role ${role.name} ${what}. Give the ${process} process its own role, as docs/operations.md shows.`,
        ]
      : [];
  return [
    ...says(role.isSuper, "is a superuser"),
    ...says(
      !role.isSuper && (role.mayCreateRoles || role.bypassesRowRules),
      "may make roles or pass row rules",
    ),
    ...says(!role.isSuper && role.ownsTables, "owns the tables"),
    ...says(process === "web" && role.mayTouchLedger, "may write the ledger of assignments"),
    ...says(process === "worker" && !role.mayTouchLedger, "may not write the ledger of assignments"),
    ...says(role.mayRewriteAudit, "may change or remove what the audit says"),
    ...says(role.mayRewriteDecisions, "may change or remove decisions"),
    ...says(!role.mayAudit, "may not write the audit"),
  ];
}
