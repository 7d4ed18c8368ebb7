import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { startInbox } from "#demo/inbox/start-inbox.ts";
import { freePorts } from "#demo/processes/free-port.ts";

const lettersShape = z.array(
  z.object({ messageId: z.string(), to: z.array(z.string()), subject: z.string(), text: z.string() }),
);

/** A letter as it arrived. */
export type Arrived = z.infer<typeof lettersShape>[number];

const clock = { now: async () => new Date(), forward: async () => undefined, aheadMs: async () => 0 };

/** The mail server of a test, which may be away for a while. */
export class Mailbox {
  readonly #folder = mkdtempSync(join(tmpdir(), "gatehouse-mailbox-"));
  readonly #ports: { httpPort: number; smtpPort: number };
  #inbox: Awaited<ReturnType<typeof startInbox>> | null = null;

  private constructor(ports: { httpPort: number; smtpPort: number }) {
    this.#ports = ports;
  }

  static async open(): Promise<Mailbox> {
    const [httpPort = 0, smtpPort = 0] = await freePorts(2);
    const mailbox = new Mailbox({ httpPort, smtpPort });
    await mailbox.comeBack();
    return mailbox;
  }

  get smtpUrl(): string {
    return `smtp://127.0.0.1:${this.#ports.smtpPort}`;
  }

  async goAway(): Promise<void> {
    await this.#inbox?.stop();
    this.#inbox = null;
  }

  async comeBack(): Promise<void> {
    this.#inbox ??= await startInbox({ ...this.#ports, folder: this.#folder, clock });
  }

  /** Every letter that arrived, the oldest first. */
  async letters(): Promise<Arrived[]> {
    const answer = await fetch(`http://127.0.0.1:${this.#ports.httpPort}/api/letters`);
    return lettersShape.parse(await answer.json()).toReversed();
  }

  async close(): Promise<void> {
    await this.goAway();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
