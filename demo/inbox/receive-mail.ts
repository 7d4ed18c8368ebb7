import { once } from "node:events";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { Letters } from "./letters.ts";

const limitBytes = 5 * 1024 * 1024;

/** A listening mail server. */
export interface MailServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Takes every letter that is sent to 127.0.0.1, whoever it is for, and delivers none of them anywhere.
 * @param port 0 for any free one
 * @param letters where they are kept; a letter is there before the sender hears that it was taken
 * @param now the product's time, for the arrival
 */
export async function receiveMail(
  port: number,
  letters: Letters,
  now: () => Promise<Date>,
): Promise<MailServer> {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    size: limitBytes,
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, taken) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("error", (error) => taken(error));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
        keep(letters, Buffer.concat(parts), to, now).then(
          () => taken(),
          (error: unknown) => taken(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
  });
  server.on("error", (error) => console.error(error));
  const listening = server.listen(port, "127.0.0.1");
  await once(listening, "listening");
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("A listening socket has no port.");
  return { port: address.port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function keep(letters: Letters, raw: Buffer, to: string[], now: () => Promise<Date>): Promise<void> {
  const parsed = await PostalMime.parse(raw);
  letters.keep({
    messageId: parsed.messageId ?? "",
    receivedAt: (await now()).toISOString(),
    from: parsed.from?.address ?? "",
    to,
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: parsed.html ?? "",
  });
}
