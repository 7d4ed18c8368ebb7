import { createHash } from "node:crypto";
import { z } from "zod";

export type Page<Row> = { rows: readonly Row[]; nextToken?: string };

type Query = {
  operation: string;
  /** The request without its token and page size: a token is good for this query alone. */
  parameters: object;
  maxResults: number | undefined;
  nextToken: string | undefined;
  cap: number;
};

const tokenSchema = z.object({ query: z.string(), after: z.string() });

/**
 * One page of rows that are sorted by their key. The token remembers the last key and not a position, so rows that come
 * or go meanwhile shift nothing. Returns null for a token that belongs to another query or to none, and for a page size that AWS
 * does not take.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  query: Query,
): Page<Row> | null {
  const size = query.maxResults ?? query.cap;
  if (size < 1 || size > query.cap) return null;
  const fingerprint = fingerprintOf(query);
  const start = query.nextToken === undefined ? 0 : startAfter(rows, keyOf, query.nextToken, fingerprint);
  if (start === null) return null;
  const end = start + size;
  const page = rows.slice(start, end);
  const last = page.at(-1);
  if (end >= rows.length || last === undefined) return { rows: page };
  return { rows: page, nextToken: encodeToken({ query: fingerprint, after: keyOf(last) }) };
}

function startAfter<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  nextToken: string,
  fingerprint: string,
): number | null {
  const token = decodeToken(nextToken);
  if (token === null || token.query !== fingerprint) return null;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && keyOf(row) <= token.after) low = middle + 1;
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

function encodeToken(token: z.infer<typeof tokenSchema>): string {
  return Buffer.from(JSON.stringify(token)).toString("base64url");
}

function decodeToken(nextToken: string): z.infer<typeof tokenSchema> | null {
  try {
    return tokenSchema.parse(JSON.parse(Buffer.from(nextToken, "base64url").toString()));
  } catch {
    return null;
  }
}
