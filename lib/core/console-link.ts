/** The longest address of a page of the console that is carried along, in characters. */
export const MAX_DESTINATION_LENGTH = 2_000;

/**
 * A page of the AWS console that may be linked to and kept: https, on the console's own host or below it, with no user and no port in it, and
 * nothing in it that one reader of addresses takes for something else than another.
 * @param wish what an address or a form said; nothing about it is trusted
 * @returns the address in its one form; null for anything else
 */
export function consoleDestination(wish: unknown): string | null {
  if (typeof wish !== "string" || wish.length > MAX_DESTINATION_LENGTH) return null;
  if (/[\\\s\p{C}]/u.test(wish) || !wish.isWellFormed() || !URL.canParse(wish)) return null;
  const { href, protocol, hostname, port, username, password } = new URL(wish);
  const isHost = /^([a-z0-9-]+\.)*console\.aws\.amazon\.com$/.test(hostname);
  const isPlain = protocol === "https:" && port === "" && username === "" && password === "";
  return isHost && isPlain && href.length <= MAX_DESTINATION_LENGTH ? href : null;
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
 * @param destination a page of the console to begin on; one that may not be linked to is left out
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/createshortcutlink.html
 */
export function consoleLink(
  portalUrl: string,
  role: { accountId: string; permissionSetName: string },
  destination?: string | null,
): string {
  const parts = [
    `account_id=${encodeURIComponent(role.accountId)}`,
    `role_name=${encodeURIComponent(role.permissionSetName)}`,
  ];
  const page = consoleDestination(destination);
  if (page !== null) parts.push(`destination=${encodeURIComponent(page)}`);
  return `${portalPage(portalUrl)}/#/console?${parts.join("&")}`;
}
