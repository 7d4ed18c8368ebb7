/** Credentials that are refused are asked for anew at most this often: where none are to be had, each call would otherwise be made twice. */
const EVERY_MS = 10_000;

type Client = {
  config: { credentials: (options: { forceRefresh: true }) => Promise<unknown> };
};

export type Renewal = {
  /** How often credentials were renewed; whoever makes a call notes it before. */
  generation: () => number;
  /**
   * Asks where credentials come from for new ones, unless that happened since the generation named, or only just now.
   * @returns whether the call that was refused is worth another attempt
   */
  renewedSince: (generation: number) => Promise<boolean>;
};

/**
 * AWS may end credentials before the time that they were given, and the SDK keeps them until that time. All clients are renewed together.
 * @param clock milliseconds of a clock that only goes forward
 */
export function createRenewal(clients: readonly Client[], clock: { nowMs: () => number }): Renewal {
  let renewals = 0;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  let underWay: Promise<boolean> | null = null;

  async function renew(): Promise<boolean> {
    lastAtMs = clock.nowMs();
    const asked = await Promise.allSettled(
      clients.map(({ config }) => config.credentials({ forceRefresh: true })),
    );
    underWay = null;
    if (asked.some(({ status }) => status === "rejected")) return false;
    renewals += 1;
    return true;
  }

  return {
    generation: () => renewals,
    async renewedSince(generation) {
      if (underWay) return underWay;
      if (generation < renewals) return true;
      if (clock.nowMs() - lastAtMs < EVERY_MS) return false;
      underWay = renew();
      return underWay;
    },
  };
}
