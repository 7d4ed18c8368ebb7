import { setTimeout as pause } from "node:timers/promises";

const LOOK_MS = 1_000;
const MOST_OF_A_TOKEN = 4;
const MOST = 100;

const waiting = new Map<string, number>();
let all = 0;

const stopping = new AbortController();
let isListening = false;

/** What ends every wait when the process is told to stop, so that nobody is waited for. */
function stopped(): AbortSignal {
  if (!isListening) {
    isListening = true;
    for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => stopping.abort());
  }
  return stopping.signal;
}

/**
 * Looks once a second until there is something new, and holds nothing between two looks. It ends with the time, with the client, and with the process.
 * @param who whose waits are counted together: few may wait at once, so that they cannot keep the process busy
 * @param look answers what is new, or null while nothing is
 * @returns what is new; null when nothing was; "too-many" when too many wait already
 */
export async function waitForNews<T>(
  who: string,
  { seconds, client }: { seconds: number; client: AbortSignal },
  look: () => Promise<T | null>,
): Promise<T | null | "too-many"> {
  const own = waiting.get(who) ?? 0;
  if (own >= MOST_OF_A_TOKEN || all >= MOST) return "too-many";
  waiting.set(who, own + 1);
  all += 1;
  try {
    const signal = AbortSignal.any([client, stopped(), AbortSignal.timeout(seconds * 1_000)]);
    while (!signal.aborted) {
      await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
      const news = signal.aborted && client.aborted ? null : await look();
      if (news !== null) return news;
    }
    return null;
  } finally {
    all -= 1;
    const left = (waiting.get(who) ?? 1) - 1;
    if (left === 0) waiting.delete(who);
    else waiting.set(who, left);
  }
}
