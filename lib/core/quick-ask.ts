import { readMinutes } from "./rules/spell-minutes.ts";

/** A role that may be asked for, as a few typed words can mean it. */
export type AskableWay = {
  accountId: string;
  accountName: string;
  setId: string;
  setName: string;
  maxMinutes: number;
  /** Whoever types wants it at hand. */
  isFavourite: boolean;
};

/** A form that a few words fill: which role where, for how long and with which ticket as far as they say. */
export type QuickAsk = Omit<AskableWay, "maxMinutes" | "isFavourite"> & {
  minutes: number | null;
  ticket: string | null;
};

const MOST = 5;

/** What typed words say of an ask: `1h` a length, `INC-12` a ticket, and all others a part of the role's or the account's name. */
export function readQuickAsk(text: string): {
  words: readonly string[];
  minutes: number | null;
  ticket: string | null;
} {
  const words: string[] = [];
  let minutes: number | null = null;
  let ticket: string | null = null;
  for (const token of text.trim().split(/\s+/)) {
    const length = readMinutes(token.toLowerCase().replace(/min$/, "m"));
    if (length !== null && length > 0) minutes = length;
    else if (/^[a-z][a-z0-9]*-\d+$/i.test(token)) ticket = token.toUpperCase();
    else if (token !== "") words.push(token.toLowerCase());
  }
  return { words, minutes, ticket };
}

/**
 * The asks that a few typed words may mean, favourites before others and the likeliest first: every word is a part of the role's or of the account's name.
 * @param ways what may be asked for
 */
export function quickAsks(text: string, ways: readonly AskableWay[]): readonly QuickAsk[] {
  const { words, minutes, ticket } = readQuickAsk(text);
  if (words.length === 0) return [];
  return ways
    .map((way) => ({ way, score: scoreOf(words, way) }))
    .filter(({ score }) => score > 0)
    .toSorted(
      (a, b) =>
        Number(b.way.isFavourite) - Number(a.way.isFavourite) ||
        b.score - a.score ||
        a.way.accountName.localeCompare(b.way.accountName, "en") ||
        a.way.setName.localeCompare(b.way.setName, "en"),
    )
    .slice(0, MOST)
    .map(({ way: { accountId, accountName, setId, setName, maxMinutes } }) => ({
      accountId,
      accountName,
      setId,
      setName,
      minutes: minutes !== null && minutes <= maxMinutes ? minutes : null,
      ticket,
    }));
}

/** More for the beginning of a name or of a part of it than for something within; 0 when a word is in neither. */
function scoreOf(words: readonly string[], { accountName, setName }: AskableWay): number {
  let sum = 0;
  for (const word of words) {
    const score = Math.max(partScore(word, accountName), partScore(word, setName));
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

function partScore(word: string, name: string): number {
  const lower = name.toLowerCase();
  if (lower === word) return 4;
  if (lower.startsWith(word)) return 3;
  // `ReadOnly` of `PaymentsReadOnly`, and `prod` of `payments-prod`.
  const parts = name.split(/[-_.\s]|(?<=[a-z0-9])(?=[A-Z])/).map((part) => part.toLowerCase());
  const starts = parts.map((_, at) => parts.slice(at).join(""));
  if (starts.some((rest) => rest.startsWith(word.replaceAll("-", "")))) return 2;
  return lower.includes(word) ? 1 : 0;
}
