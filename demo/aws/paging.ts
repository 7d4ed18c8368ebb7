import { createHash } from "node:crypto";
import { z } from "zod";

export type Page<Row> = { rows: readonly Row[]; nextToken?: string };

/** What the simulated AWS does with pages beside filling them. */
export type PagingHabits = {
  nowMs: number;
  /** The first of every so many pages is empty; 0: none is. */
  emptyPages: number;
  tokenLifeMs: number | null;
};

type Query = {
  operation: string;
  /** The request without its token and page size: a token is good for this query alone. */
  parameters: object;
  maxResults: number | undefined;
  nextToken: string | undefined;
  cap: number;
  habits: PagingHabits;
};

/** The key after which the page begins, null for the first row; how many pages went before; when the token was given. */
const tokenSchema = z.object({
  query: z.string(),
  after: z.string().nullable(),
  page: z.int(),
  givenAtMs: z.number(),
});

type Token = z.infer<typeof tokenSchema>;

/**
 * One page of rows that are sorted by their key. The token remembers the last key and not a position, so rows that come
 * or go meanwhile shift nothing. Returns null for a token that belongs to another query or to none or that has expired, and for a
 * page size that AWS does not take.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  query: Query,
): Page<Row> | null {
  const size = query.maxResults ?? query.cap;
  if (size < 1 || size > query.cap) return null;
  const { nowMs, emptyPages } = query.habits;
  const fresh: Token = { query: fingerprintOf(query), after: null, page: 0, givenAtMs: nowMs };
  const token = query.nextToken === undefined ? fresh : usable(query.nextToken, fresh, query.habits);
  if (token === null) return null;
  const following = { ...fresh, page: token.page + 1 };
  if (emptyPages > 0 && token.page % emptyPages === 0) {
    return { rows: [], nextToken: encodeToken({ ...following, after: token.after }) };
  }
  const start = token.after === null ? 0 : startAfter(rows, keyOf, token.after);
  const end = start + size;
  const page = rows.slice(start, end);
  const last = page.at(-1);
  if (end >= rows.length || last === undefined) return { rows: page };
  return { rows: page, nextToken: encodeToken({ ...following, after: keyOf(last) }) };
}

/** The number of the page that a token is for, from 2; null for a token that was never given. */
export function pageAskedFor(nextToken: string): number | null {
  const token = decodeToken(nextToken);
  return token && token.page + 1;
}

function usable(nextToken: string, fresh: Token, { nowMs, tokenLifeMs }: PagingHabits): Token | null {
  const token = decodeToken(nextToken);
  if (token === null || token.query !== fresh.query) return null;
  return tokenLifeMs !== null && nowMs - token.givenAtMs > tokenLifeMs ? null : token;
}

function startAfter<Row>(rows: readonly Row[], keyOf: (row: Row) => string, after: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && keyOf(row) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

function fingerprintOf(query: Query): string {
  const parameters = Object.entries(query.parameters)
    .filter(([name]) => name !== "NextToken" && name !== "MaxResults")
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([query.operation, parameters]))
    .digest("base64url")
    .slice(0, 22);
}

function encodeToken(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString("base64url");
}

function decodeToken(nextToken: string): Token | null {
  try {
    return tokenSchema.parse(JSON.parse(Buffer.from(nextToken, "base64url").toString()));
  } catch {
    return null;
  }
}
