const RETRYABLE = new Set(["40001", "40P01"]);

/** The SQLSTATE of a database error, wherever the client put it; null for other errors. */
function sqlState(error: unknown): string | null {
  for (let at = error, depth = 0; typeof at === "object" && at !== null && depth < 6; depth += 1) {
    const named: {
      originalCode?: unknown;
      code?: unknown;
      cause?: unknown;
      meta?: { driverAdapterError?: unknown };
    } = at;
    if (typeof named.originalCode === "string") return named.originalCode;
    if (typeof named.code === "string" && /^[0-9A-Z]{5}$/.test(named.code) && !named.code.startsWith("P2"))
      return named.code;
    at = named.meta?.driverAdapterError ?? named.cause;
  }
  return null;
}

/** Whether the same transaction may go through if it is tried again: a deadlock or a serialization failure. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null && RETRYABLE.has(state)) return true;
  return hasCode(error, "P2034");
}

/** Whether a unique index refused the row. */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, "P2002") || sqlState(error) === "23505";
}

/** Whether a check or a trigger of the database refused what was written. */
export function isCheckViolation(error: unknown): boolean {
  return sqlState(error) === "23514";
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
