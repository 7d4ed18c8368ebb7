/** What a token can be for. A scope only narrows what its person may do. */
export const scopes = ["read", "ask", "audit", "rules", "grants", "end"] as const;

export type Scope = (typeof scopes)[number];
