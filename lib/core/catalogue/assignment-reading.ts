/** How the assignments are read: pair by pair, or principal by principal with the pairs that those do not explain. */
export type ReadingWay = "pairs" | "principals";

/** Up to this many pairs, listing every one takes well under a minute of AWS's budget and misses nothing. */
const PAIRS_LISTED_WHOLE = 600;

type Sizes = {
  /** Provisioned (account, permission set) pairs. */
  pairs: number;
  /** Groups, and the people known to hold assignments of their own. */
  principals: number;
  /** Everybody in the identity store: groups and people. */
  everyone: number;
  /** No read has completed yet, so nobody knows who holds assignments of their own. */
  isFirst: boolean;
};

/**
 * The way that costs the fewest calls and still sees everything that it should.
 * Pair listings alone see every assignment, orphans included; principal listings are cheaper in a large organisation.
 */
export function readingWay({ pairs, principals, everyone, isFirst }: Sizes): ReadingWay {
  const known = isFirst ? everyone : principals;
  return pairs <= Math.max(known, PAIRS_LISTED_WHOLE) ? "pairs" : "principals";
}

/**
 * Whether an explained pair is listed all the same in this run: each pair once a day, in even shares.
 * @param pair any text that names the pair and stays the same
 * @param now the run's moment
 * @param everyMinutes how often a run happens
 */
export function isPairsTurn(pair: string, now: Date, everyMinutes: number): boolean {
  const shares = Math.max(1, Math.floor(1440 / everyMinutes));
  const share = Math.floor(now.getTime() / (everyMinutes * 60_000)) % shares;
  return spread(pair) % shares === share;
}

/** FNV-1a over UTF-16 units: spreads neighbouring names, and is the same in every process. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
