import { portalPage } from "./console-link.ts";

/** What may stand in a name of the AWS configuration file; anything else becomes a hyphen. */
function safe(name: string): string {
  const kept = name.replaceAll(/[^A-Za-z0-9_.+=@-]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return kept === "" ? "gatehouse" : kept.slice(0, 100);
}

/** One value on one line: nothing in it that a line of the file could end with, or a comment begin with. */
function value(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]+/g, "").replaceAll(/[#;"'\\[\]]/g, "");
}

/**
 * A block for `~/.aws/config` with a profile that gets its credentials by the access portal's sign-in. Nothing that a name
 * holds can end its line or begin a section of its own.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html
 * @returns the profile's name and the whole block, with a line end at its end
 */
export function cliProfile({
  organisation,
  portalUrl,
  region,
  accountId,
  accountName,
  permissionSetName,
}: {
  organisation: string;
  portalUrl: string;
  /** The region of IAM Identity Center. */
  region: string;
  accountId: string;
  accountName: string;
  permissionSetName: string;
}): { profile: string; block: string } {
  const session = safe(organisation.toLowerCase());
  const profile = `${safe(accountName)}-${safe(permissionSetName)}`;
  const block = [
    `[sso-session ${session}]`,
    `sso_start_url = ${value(portalPage(portalUrl))}`,
    `sso_region = ${value(region)}`,
    "sso_registration_scopes = sso:account:access",
    "",
    `[profile ${profile}]`,
    `sso_session = ${session}`,
    `sso_account_id = ${value(accountId)}`,
    `sso_role_name = ${value(permissionSetName)}`,
    "",
  ].join("\n");
  return { profile, block };
}
