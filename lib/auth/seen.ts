import { isIP } from "node:net";
import { cleanText } from "#lib/core/clean-text.ts";
import { webEnv } from "#lib/env.ts";

/** From where a request came, for the audit: never a reason to allow anything. */
export type Seen = { address: string | null; userAgent: string | null };

const unseen = "?";

/**
 * Reads where a request came from. Each proxy in front adds an entry to X-Forwarded-For, at its end; what stands before theirs is the
 * client's own word. Without a proxy the whole header may be the client's, so no address is told.
 * @param proxies how many of our own proxies a request passes, as configured
 */
export function seenFrom(headers: Headers, proxies: number = webEnv().FORWARDING_PROXIES): Seen {
  const entries = headers.get("x-forwarded-for")?.split(",") ?? [];
  const last = (proxies > 0 && entries.at(-proxies)?.trim()) || "";
  const agent = headers.get("user-agent");
  return {
    address: isIP(last) === 0 ? null : last,
    userAgent: agent === null ? null : (cleanText(agent) ?? unseen).slice(0, 300),
  };
}
