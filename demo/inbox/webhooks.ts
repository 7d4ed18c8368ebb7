import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../http/read-body.ts";
import { html } from "../pages/html.ts";
import { moment } from "../pages/moment.ts";
import { page, pageHeaders } from "../pages/page.ts";

/** Something that was posted, as it came. */
export interface Posted {
  readonly receivedAt: string;
  readonly event: string;
  readonly delivery: string;
  readonly isSigned: boolean;
  readonly body: string;
}

/** The demo's own receiver of webhooks: it keeps what came last, and shows it. */
export interface Webhooks {
  /** Answers a request under `/webhooks`. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const MOST = 200;
const FRESH_SECONDS = 300;

/** Where the product posts to. */
export const receivingPath = "/webhooks/receive";

/**
 * @param secret what posts are signed with
 * @param now the product's clock
 */
export function openWebhooks(secret: string, now: () => Promise<Date>): Webhooks {
  const all: Posted[] = [];
  return {
    async answer(request, response) {
      const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
      if (pathname === receivingPath && request.method === "POST") {
        const body = await readBody(request);
        const at = await now();
        const header = (name: string) => String(request.headers[name] ?? "");
        all.unshift({
          receivedAt: at.toISOString(),
          event: header("gatehouse-event"),
          delivery: header("gatehouse-delivery"),
          isSigned: isSigned(secret, header("gatehouse-signature"), body, at),
          body,
        });
        all.length = Math.min(all.length, MOST);
        response.writeHead(200, { "content-type": "text/plain" }).end("Taken, thank you.\n");
      } else if (request.method !== "GET" && request.method !== "HEAD") {
        response.writeHead(405).end();
      } else if (pathname === "/webhooks/api") {
        const headers = { "content-type": "application/json", "cache-control": "no-store" };
        response.writeHead(200, headers).end(JSON.stringify(all));
      } else if (pathname === "/webhooks") {
        response.writeHead(200, pageHeaders).end(webhooksPage(all));
      } else {
        response.writeHead(404, { "content-type": "text/plain" }).end("There is no such page here.\n");
      }
    },
  };
}

function isSigned(secret: string, header: string, body: string, now: Date): boolean {
  const [, t = "", hex = ""] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  const expected = createHmac("sha256", secret).update(`${t}.${body}`).digest();
  const given = Buffer.from(hex, "hex");
  const isFresh = Math.abs(now.getTime() / 1_000 - Number(t)) <= FRESH_SECONDS;
  return isFresh && given.length === expected.length && timingSafeEqual(given, expected);
}

function webhooksPage(all: readonly Posted[]): string {
  const list = all.map(
    (one) => html`<section><h2>${one.event}</h2>
<dl><dt>Arrived</dt><dd>${moment(one.receivedAt)} UTC</dd><dt>Signature</dt><dd>${one.isSigned ? "verified" : "does not fit"}</dd><dt>Delivery</dt><dd>${one.delivery}</dd></dl>
<pre>${readable(one.body)}</pre></section>`,
  );
  const body = html`<p><a href="/">Letters</a></p>
<h1>${all.length === 0 ? "Nothing was told yet" : "Webhooks, newest first"}</h1>
<p>What the console tells other systems ends here in the demo. Ask for access, and the event appears.</p>
${list}`;
  return page({ title: "Webhooks", server: "Demo inbox", body });
}

function readable(body: string): string {
  try {
    const content: unknown = JSON.parse(body);
    return JSON.stringify(content, null, 2);
  } catch {
    return body;
  }
}
