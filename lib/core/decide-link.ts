import { createHash } from "node:crypto";

const LONGEST_TOKEN = 200;
/** 256 random bits in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const REF = /^[0-9a-f]{16}$/;
const KEPT_SECONDS = 30 * 60;
const PATH = "/decide";

function sha256(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** What stands in an address instead of a token: it finds the token's cookie again and says nothing else. */
export function refOf(token: string): string {
  return sha256(token).toString("hex").slice(0, 16);
}

/** Whether a text can be such a reference. */
export function isRef(text: string | undefined): text is string {
  return text !== undefined && REF.test(text);
}

/**
 * What the database knows of a link's token: its SHA-256.
 * @returns null for what cannot be a token of ours
 */
export function tokenHash(token: string | undefined): Uint8Array<ArrayBuffer> | null {
  return token !== undefined && TOKEN.test(token) ? Uint8Array.from(sha256(token)) : null;
}

/** The name of the cookie that holds the token of one link. */
export function tokenCookieName(origin: string, ref: string): string {
  return `${origin.startsWith("https:") ? "__Secure-" : ""}gatehouse-decide-${ref}`;
}

/**
 * A `Set-Cookie` line that keeps a link's token for the decision's page alone, for half an hour.
 * @param origin the configured address of this installation
 * @param token whatever the address held; one that is none of ours is kept alike, so that the answers do not differ
 */
export function tokenCookie(origin: string, token: string): string {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  const value = encodeURIComponent(token.toWellFormed().slice(0, LONGEST_TOKEN));
  return `${tokenCookieName(origin, refOf(token))}=${value}; Path=${PATH}; Max-Age=${KEPT_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}

/** How many links a browser keeps beside the one it opens: enough for a morning's letters, too few to fill its cookies. */
const KEPT_BESIDE = 4;

/**
 * `Set-Cookie` lines that make the browser forget the links it opened longest ago, so that opening many of them cannot
 * fill its cookies until every request is refused for their size.
 * @param cookies the request's own Cookie header
 * @param opened the reference of the link that is being opened now
 */
export function forgottenCookies(origin: string, cookies: string, opened: string): string[] {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  const prefix = tokenCookieName(origin, "");
  const names = cookies
    .split(";")
    .map((pair) => pair.split("=", 1)[0]?.trim() ?? "")
    .filter(
      (name) => name.startsWith(prefix) && isRef(name.slice(prefix.length)) && name !== prefix + opened,
    );
  return names
    .slice(0, Math.max(0, names.length - KEPT_BESIDE))
    .map((name) => `${name}=; Path=${PATH}; Max-Age=0; HttpOnly; SameSite=Lax${secure}`);
}
