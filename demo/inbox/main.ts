import { z } from "zod";
import { productClock } from "../clock/product-clock.ts";
import { startInbox } from "./start-inbox.ts";

const settings = z
  .object({
    PORT: z.coerce.number().int(),
    SMTP_PORT: z.coerce.number().int(),
    INBOX_FOLDER: z.string(),
    OWNER_DATABASE_URL: z.string(),
    HOOK_SECRET: z.string(),
    CLOCK_FOLLOWERS: z.string().transform((text) => text.split(" ").filter(Boolean)),
  })
  .parse(process.env);

const inbox = await startInbox({
  httpPort: settings.PORT,
  smtpPort: settings.SMTP_PORT,
  folder: settings.INBOX_FOLDER,
  hookSecret: settings.HOOK_SECRET,
  clock: productClock(settings.OWNER_DATABASE_URL, settings.CLOCK_FOLLOWERS),
});
process.once("SIGTERM", () => void inbox.stop());
console.log(`Inbox at ${inbox.url}, mail at ${inbox.smtpUrl}`);
