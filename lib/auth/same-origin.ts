/**
 * Whether a browser says that one of our own pages sent this: `Origin` must be ours to the letter, and `Sec-Fetch-Site` must say
 * `same-origin`. Missing and `null` count as foreign.
 * @param headers the request's headers
 * @param origin this installation's configured address
 */
export function isSameOrigin(headers: Headers, origin: string): boolean {
  return headers.get("origin") === origin && headers.get("sec-fetch-site") === "same-origin";
}
