const CONSOLE = "console.aws.amazon.com";

/**
 * Whether a destination inside the console may be linked to: https, on the console's own host or below it, with no user
 * and no port in it.
 */
function isConsoleAddress(destination: string): boolean {
  if (!URL.canParse(destination)) return false;
  const { protocol, hostname, port, username, password } = new URL(destination);
  const isHost = hostname === CONSOLE || hostname.endsWith(`.${CONSOLE}`);
  return protocol === "https:" && isHost && port === "" && username === "" && password === "";
}

/** The portal's page without its query, fragment and last slash; `/start` when the address is an origin alone. */
export function portalPage(portalUrl: string): string {
  const { origin, pathname } = new URL(portalUrl);
  const path = pathname.replace(/\/+$/, "");
  return `${origin}${path === "" ? "/start" : path}`;
}

/**
 * The address that signs a person in to one role of one account through the AWS access portal.
 * @param portalUrl the portal's own address, as configured
 * @param role the account's id and the permission set's name, as the catalogue has them
 * @param destination a page of the console to begin on; one that is not https on the console's host is left out
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/createshortcutlink.html
 */
export function consoleLink(
  portalUrl: string,
  role: { accountId: string; permissionSetName: string },
  destination?: string,
): string {
  const parts = [
    `account_id=${encodeURIComponent(role.accountId)}`,
    `role_name=${encodeURIComponent(role.permissionSetName)}`,
  ];
  if (destination !== undefined && isConsoleAddress(destination)) {
    parts.push(`destination=${encodeURIComponent(new URL(destination).href)}`);
  }
  return `${portalPage(portalUrl)}/#/console?${parts.join("&")}`;
}
