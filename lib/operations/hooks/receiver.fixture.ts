import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";

/** Something that a receiver got. */
export type Received = { path: string; body: string; headers: IncomingHttpHeaders };

type Answer = (response: ServerResponse) => void;

/** An HTTP server that keeps what is posted to it, and answers each path as it is told; 204 unless told. */
export class Receiver {
  readonly received: Received[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #open = new Set<ServerResponse>();
  #port = 0;
  readonly #server = createServer((request, response) => {
    this.#open.add(response);
    response.once("close", () => this.#open.delete(response));
    let body = "";
    request.setEncoding("utf8").on("data", (more: string) => {
      body += more;
    });
    request.on("end", () => {
      const path = request.url ?? "";
      this.received.push({ path, body, headers: request.headers });
      const answer = this.#answers.get(path);
      if (answer) answer(response);
      else response.writeHead(204).end();
    });
  });

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, "127.0.0.1", resolve));
    const address = receiver.#server.address();
    if (!address || typeof address === "string") throw new Error("The receiver has no port.");
    receiver.#port = address.port;
    return receiver;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  /** From now on this path answers so. */
  answers(path: string, answer: Answer | number): void {
    this.#answers.set(
      path,
      typeof answer === "number" ? (response) => response.writeHead(answer).end(`said ${answer}`) : answer,
    );
  }

  at(path: string): readonly Received[] {
    return this.received.filter((one) => one.path === path);
  }

  forget(): void {
    this.received.length = 0;
    this.#answers.clear();
  }

  async stop(): Promise<void> {
    for (const response of this.#open) response.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Whether a signature header is one of this secret over this body, no further than five minutes from this moment. Written for itself, as a receiver would. */
export function isSignedBy(secret: string, header: string, body: string, now: Date): boolean {
  const parts = header.split(",").map((part) => part.split("="));
  const t = parts.find(([name]) => name === "t")?.[1] ?? "";
  const expected = createHmac("sha256", secret).update(`${t}.${body}`).digest("hex");
  const isFresh = Math.abs(now.getTime() / 1_000 - Number(t)) <= 300;
  return isFresh && parts.some(([name, value]) => name === "v1" && value === expected);
}
