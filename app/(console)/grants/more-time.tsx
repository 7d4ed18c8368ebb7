import { ButtonLink } from "#components/ui/button-link.tsx";
import type { GrantRow } from "#lib/core/shown-access.ts";
import { paths } from "#lib/paths.ts";
import type { MayExtend } from "#lib/queries/access/extending.ts";

type MoreTimeProps = {
  grant: Pick<GrantRow, "id" | "permissionSetName" | "accountName" | "extension">;
  may: MayExtend;
  size?: "normal" | "small";
};

/** The way to the form for more time. Where it may not be had, the large one says why; what is asked for already is told beside it. */
export function MoreTime({ grant, may, size = "small" }: MoreTimeProps) {
  const isPossible = "longestMinutes" in may;
  if (!isPossible && (size === "small" || grant.extension !== null)) return null;
  return (
    <ButtonLink
      href={paths.extend(grant.id)}
      size={size}
      disabledReason={isPossible ? null : may.why}
      aria-label={`Extend: ${grant.permissionSetName} in ${grant.accountName}`}
    >
      Extend
    </ButtonLink>
  );
}
