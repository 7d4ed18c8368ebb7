import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { until } from "#demo/processes/until.ts";

const LOST_WITHIN_MS = 20_000;

/** Stands between a process and its Postgres: the test's hand on the connection. */
export class DatabaseDoor {
  readonly #server = createServer((socket) => this.#pass(socket));
  readonly #open = new Set<Socket>();
  readonly #target: { host: string; port: number };
  #isShut = false;
  /** What the transaction sends whose commit is to be lost. */
  #loses: string | null = null;
  /** How often somebody came while it was shut. */
  knocks = 0;

  private constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#target = { host: hostname, port: Number(port) };
  }

  /** @param url any connection string to the server behind it */
  static async open(url: string): Promise<DatabaseDoor> {
    const door = new DatabaseDoor(url);
    await once(door.#server.listen(0, "127.0.0.1"), "listening");
    return door;
  }

  /** The same database by way of this door. */
  via(url: string): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The door has no port.");
    const through = new URL(url);
    through.host = `${this.#target.host}:${address.port}`;
    return through.href;
  }

  /** Breaks every connection, and refuses new ones until it is opened again. */
  shut(): void {
    this.#isShut = true;
    this.knocks = 0;
    for (const socket of this.#open) socket.destroy();
  }

  reopen(): void {
    this.#isShut = false;
  }

  /**
   * Breaks, once, the connection of a transaction that Postgres has committed, before the client hears of it.
   * @param words what the transaction sends among others, to the letter: of a statement, or a value
   */
  loseCommitOf(words: string): void {
    this.#loses = words;
  }

  /** Resolves when the commit was lost that was to be. */
  async lost(): Promise<void> {
    await until("a commit is lost", LOST_WITHIN_MS, async () => this.#loses === null);
  }

  async close(): Promise<void> {
    this.shut();
    await once(this.#server.close(), "close");
  }

  #pass(client: Socket): void {
    if (this.#isShut) {
      this.knocks += 1;
      client.destroy();
      return;
    }
    const server = connect(this.#target);
    const both = [client, server];
    const end = () => {
      for (const socket of both) {
        socket.destroy();
        this.#open.delete(socket);
      }
    };
    let isMarked = false;
    let isCommitted = false;
    for (const socket of both) {
      this.#open.add(socket);
      socket.setNoDelay(true).on("error", end).on("close", end);
    }
    client.on("data", (asked) => {
      const text = asked.toString("latin1");
      if (text.includes("BEGIN")) isMarked = false;
      if (this.#loses !== null && text.includes(this.#loses)) isMarked = true;
      if (isMarked && /\bCOMMIT\0/.test(text)) isCommitted = true;
      server.write(asked);
    });
    server.on("data", (answer) => {
      if (!isCommitted) {
        client.write(answer);
        return;
      }
      this.#loses = null;
      end();
    });
  }
}
