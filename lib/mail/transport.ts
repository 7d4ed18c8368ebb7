import { createTransport } from "nodemailer";
import type { Letter } from "./letter.ts";

const ONE_ADDRESS = /^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()[\]\\]+$/;

/** A letter is given up well before the claim on it ends, so that nobody else sends it meanwhile. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** A recipient whose address is not one plain mail address: nothing is sent. */
export class BadAddress extends Error {
  constructor() {
    super("The directory's mail address is not one plain address.");
    this.name = "BadAddress";
  }
}

export type Post = { to: string; messageId: string; letter: Letter };

export type Mailer = {
  /** Hands one letter to the server. Rejects when the server did not take it. */
  send(post: Post): Promise<void>;
  /** Resolves when the server answers and takes the credentials; rejects with why not. */
  verify(): Promise<void>;
  close(): void;
};

/**
 * A mailer over SMTP.
 * @param url smtp:// or smtps://, with user and password when the server wants them
 * @param from the address and name that letters come from
 */
export function openMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport(url, {
    from,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...PATIENCE,
  });
  return {
    async send({ to, messageId, letter }) {
      if (!ONE_ADDRESS.test(to)) throw new BadAddress();
      await transport.sendMail({
        to: { name: "", address: to },
        messageId,
        subject: letter.subject,
        html: letter.html,
        text: letter.text,
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
      });
    },
    async verify() {
      await transport.verify();
    },
    close() {
      transport.close();
    },
  };
}
