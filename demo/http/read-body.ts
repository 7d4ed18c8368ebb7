import type { IncomingMessage } from "node:http";

const limitLength = 64 * 1024;

/** A small request's body as text; throws when it is longer than any form of the demo's. */
export async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const part of request) {
    text += String(part);
    if (text.length > limitLength) throw new Error("The request is too long.");
  }
  return text;
}
