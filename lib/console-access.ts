import { cliProfile } from "#lib/core/cli-profile.ts";
import { consoleLink } from "#lib/core/console-link.ts";
import { webEnv } from "#lib/env.ts";

type Role = { accountId: string; accountName: string; permissionSetName: string };

/**
 * The ways into a role that somebody holds, by this installation's access portal.
 * @param destination a page of the AWS console to begin on
 */
export function consoleAccess(role: Role, destination?: string | null) {
  const { AWS_ACCESS_PORTAL_URL: portalUrl, IDENTITY_CENTER_REGION: region, ...env } = webEnv();
  return {
    href: consoleLink(portalUrl, role, destination),
    profile: cliProfile({ organisation: env.GATEHOUSE_ORGANISATION_NAME, portalUrl, region, ...role }),
  };
}
