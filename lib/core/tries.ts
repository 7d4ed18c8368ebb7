/** Counts tries by a key in a window of time, in bounded memory: the key whose window began first is forgotten first. */
export type Tries = {
  /** Whether a further try is within the limit. */
  mayTry: (key: string, now: Date) => boolean;
  /** Counts one that failed. */
  count: (key: string, now: Date) => void;
};

/**
 * @param most how many may fail within the window
 * @param windowMinutes how long a window is, from its first failure
 * @param keysKept how many keys are remembered at most
 */
export function limitTries({
  most,
  windowMinutes,
  keysKept,
}: {
  most: number;
  windowMinutes: number;
  keysKept: number;
}): Tries {
  const failed = new Map<string, { since: Date; tries: number }>();
  const current = (key: string, now: Date) => {
    const known = failed.get(key);
    if (known && now.getTime() - known.since.getTime() < windowMinutes * 60_000) return known;
    failed.delete(key);
    return { since: now, tries: 0 };
  };
  return {
    mayTry: (key, now) => current(key, now).tries < most,
    count(key, now) {
      const { since, tries } = current(key, now);
      const [oldest] = failed.keys();
      if (!failed.has(key) && failed.size >= keysKept && oldest !== undefined) failed.delete(oldest);
      failed.set(key, { since, tries: tries + 1 });
    },
  };
}
