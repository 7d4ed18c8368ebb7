/** What can be read again on its own. */
export const refreshKinds = ["account", "permission-set", "group", "person"] as const;

export type RefreshKind = (typeof refreshKinds)[number];

/** A read of one thing takes seconds; one that takes longer than this has lost its worker. */
export const REFRESH_LOST_AFTER_SECONDS = 120;
