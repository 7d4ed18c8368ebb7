import type { IncomingMessage, ServerResponse } from "node:http";
import { clockPage, stepsInMinutes } from "../clock/clock-page.ts";
import { readBody } from "../http/read-body.ts";
import { serve } from "../http/serve.ts";
import { pageHeaders } from "../pages/page.ts";
import { type Letters, openLetters } from "./letters.ts";
import { bodyHeaders, inboxPage, letterBody, letterPage } from "./pages.ts";
import { receiveMail } from "./receive-mail.ts";
import { openWebhooks } from "./webhooks.ts";

/** The product's clock, as the page that turns it sees it. */
export interface Clock {
  now(): Promise<Date>;
  aheadMs(): Promise<number>;
  forward(minutes: number): Promise<void>;
}

/** Ports of 0 take any free one. */
export interface InboxOptions {
  readonly httpPort: number;
  readonly smtpPort: number;
  readonly folder: string;
  readonly clock: Clock;
  /** What webhooks are signed with; without it none is received. */
  readonly hookSecret?: string;
}

/** A running inbox. */
export interface Inbox {
  readonly url: string;
  readonly smtpUrl: string;
  stop(): Promise<void>;
}

/** Starts the mail server, the page that shows its letters, the one that shows webhooks, and the one that turns the clock. */
export async function startInbox(options: InboxOptions): Promise<Inbox> {
  const { httpPort, smtpPort, folder, clock, hookSecret } = options;
  const letters = openLetters(folder);
  const webhooks = hookSecret ? openWebhooks(hookSecret, () => clock.now()) : null;
  const mail = await receiveMail(smtpPort, letters, () => clock.now());
  const http = await serve(httpPort, (port) => async (request, response) => {
    const url = new URL(request.url ?? "/", `http://127.0.0.1:${port}`);
    if (url.pathname === "/clock") await answerClock(clock, request, response);
    else if (webhooks && /^\/webhooks(\/|$)/.test(url.pathname)) await webhooks.answer(request, response);
    else if (request.method !== "GET" && request.method !== "HEAD") response.writeHead(405).end();
    else answerInbox(letters, url, response);
  });
  return {
    url: `http://127.0.0.1:${http.port}`,
    smtpUrl: `smtp://127.0.0.1:${mail.port}`,
    async stop() {
      await Promise.all([mail.stop(), http.stop()]);
    },
  };
}

function answerInbox(letters: Letters, url: URL, response: ServerResponse): void {
  const [, id = "", part] = /^\/letters\/(\d+)(\/body)?$/.exec(url.pathname) ?? [];
  const letter = letters.one(id);
  if (url.pathname === "/") {
    response.writeHead(200, pageHeaders).end(inboxPage(letters.all()));
  } else if (url.pathname === "/api/letters") {
    const to = url.searchParams.get("to");
    const found = to === null ? letters.all() : letters.to(to);
    response
      .writeHead(200, { "content-type": "application/json", "cache-control": "no-store" })
      .end(JSON.stringify(found));
  } else if (letter && part) {
    response.writeHead(200, bodyHeaders).end(letterBody(letter));
  } else if (letter) {
    response.writeHead(200, pageHeaders).end(letterPage(letter));
  } else {
    response.writeHead(404, { "content-type": "text/plain" }).end("There is no such page here.\n");
  }
}

async function answerClock(clock: Clock, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === "GET" || request.method === "HEAD") {
    response.writeHead(200, pageHeaders).end(clockPage(await clock.now(), await clock.aheadMs()));
    return;
  }
  const site = request.headers["sec-fetch-site"];
  const minutes = Number(new URLSearchParams(await readBody(request)).get("minutes"));
  if (request.method !== "POST" || (site !== undefined && site !== "same-origin")) {
    response.writeHead(403, { "content-type": "text/plain" }).end("Only this page turns the clock.\n");
  } else if (!stepsInMinutes.includes(minutes)) {
    response
      .writeHead(400, { "content-type": "text/plain" })
      .end(`Say minutes=${stepsInMinutes.join(", ")}.\n`);
  } else {
    await clock.forward(minutes);
    response.writeHead(303, { location: "/clock" }).end();
  }
}
