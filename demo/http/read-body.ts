import type { IncomingMessage } from "node:http";

const limitBytes = 64 * 1024;

/** A small request's body as text; throws when it is longer than any form of the demo's. */
export async function readBody(request: IncomingMessage): Promise<string> {
  let length = 0;
  const parts: Buffer[] = [];
  for await (const part of request.iterator()) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > limitBytes) throw new Error("The request is too long.");
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString("utf8");
}
