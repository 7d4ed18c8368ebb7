import { isIP } from "node:net";
import { cleanText } from "#lib/core/clean-text.ts";

/** From where a request came, for the audit: never a reason to allow anything. */
export type Seen = { address: string | null; userAgent: string | null };

const unseen = "?";

/**
 * Reads where a request came from. The last entry of X-Forwarded-For is the one that the proxy in front of this process, or the server
 * itself, put there; what stands before it is the client's own word.
 */
export function seenFrom(headers: Headers): Seen {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  const agent = headers.get("user-agent");
  return {
    address: isIP(last) === 0 ? null : last,
    userAgent: agent === null ? null : (cleanText(agent) ?? unseen).slice(0, 300),
  };
}
