const base = "https://gatehouse.invalid";
const longest = 2_000;

// Pages that make no sense to come back to after a sign-in.
const noReturn = /^\/(sign-in|sign-out|api)(\/|$)/;

/**
 * Where to go after a sign-in: a path of this origin with its query and fragment, or "/" when the wish is anything else.
 * @param wish what a form or an address said; nothing about it is trusted
 */
export function safeReturnTo(wish: unknown): string {
  if (typeof wish !== "string" || wish.length > longest || !wish.startsWith("/")) return "/";
  if (wish.includes("\\") || /\p{Cc}/u.test(wish) || !wish.isWellFormed()) return "/";
  if (!URL.canParse(wish, base)) return "/";
  const { origin, pathname, search, hash } = new URL(wish, base);
  if (origin !== base || pathname.startsWith("//") || noReturn.test(pathname)) return "/";
  return `${pathname}${search}${hash}`;
}
