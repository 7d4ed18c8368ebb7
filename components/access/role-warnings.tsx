import { Callout } from "#components/ui/callout.tsx";
import type { RoleContent } from "#lib/core/shown-access.ts";

type RoleWarningsProps = {
  role: Pick<RoleContent, "weight" | "administratorLike">;
  /** Why the account looks like production; null when nothing says so. */
  production: string | null;
  /** Others are decided beside it, and it is not with them. */
  isAmongOthers?: boolean;
};

/** What makes a yes to a role grave: power over the console, over everything in the account, or over what customers are served from. */
export function RoleWarnings({ role, production, isAmongOthers = false }: RoleWarningsProps) {
  const alone = isAmongOthers ? ", so it is approved by itself" : "";
  const why = role.administratorLike === null ? null : `Why: ${role.administratorLike}.`;
  return (
    <>
      {role.weight === "critical" && (
        <Callout tone="warn" title={`It has power over Gatehouse itself${alone}.`}>
          Two people have to agree at the least. {why}
        </Callout>
      )}
      {role.weight === "sensitive" && (
        <Callout tone="warn" title={`Like an administrator’s${alone}.`}>
          {why}
        </Callout>
      )}
      {production !== null && (
        <Callout tone="warn" title="It reaches production.">
          So it looks: {production}.
        </Callout>
      )}
    </>
  );
}
