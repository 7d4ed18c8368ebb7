import { checkWebStart } from "#lib/auth/check-web-start.ts";
import { ConfigurationError } from "#lib/env.ts";

/** Ends the process with the reasons when the web part must not start. */
export async function refuseBadStart(): Promise<void> {
  try {
    await checkWebStart();
  } catch (error) {
    const words = error instanceof ConfigurationError ? error.message : String(error);
    process.stderr.write(`Gatehouse does not start. ${words}\n`);
    process.exit(1);
  }
}
