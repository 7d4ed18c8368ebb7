/** Cookies of one origin. With https they are bound to this host by their name; http is for a loopback address only. */

type CookieName = "session" | "sign-in" | "sign-in-state" | "sign-in-nonce" | "sign-in-pkce";

/** The full name of a cookie: `__Host-gatehouse-…` where the browser holds it to that promise. */
export function cookieName(origin: string, name: CookieName): string {
  const bare = `gatehouse-${name}`;
  return origin.startsWith("https:") ? `__Host-${bare}` : bare;
}

/**
 * A `Set-Cookie` line.
 * @param value characters that need no encoding: base64url and dots
 * @param maxAgeSeconds how long the browser keeps it; 0 takes it away
 */
export function setCookie(origin: string, name: CookieName, value: string, maxAgeSeconds: number): string {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  return `${cookieName(origin, name)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

/**
 * One cookie's value as the browser sent it.
 * @returns null when it is missing, empty, or there twice, which a browser does not do for a cookie bound to its host
 */
export function readCookie(headers: Headers, origin: string, name: CookieName): string | null {
  const wanted = `${cookieName(origin, name)}=`;
  const values = (headers.get("cookie") ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(wanted))
    .map((pair) => pair.slice(wanted.length));
  const [value, ...others] = values;
  return value && others.length === 0 ? value : null;
}
