import { MigrationError } from "#lib/db/migrate/schema-engine.ts";
import { CannotStart } from "./cannot-start.ts";

/**
 * Says in a sentence what stopped the demo and what to do, where that is known.
 * @returns undefined for what nobody foresaw, which deserves its stack
 */
export function sentenceFor(error: unknown): string | undefined {
  if (error instanceof CannotStart) return error.message;
  if (error instanceof MigrationError) {
    return `The database's migrations do not fit: ${error.message}\nIf its data may go, \`npm run demo:reset\` begins again.`;
  }
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const path = "path" in error && typeof error.path === "string" ? error.path : "a file of the demo";
  switch (error.code) {
    case "ENOSPC":
      return "The disk is full. Make room (the demo needs about 300 MB) and start again.";
    case "EACCES":
    case "EPERM":
      return `${path} cannot be written by this user. Start as the user who owns it, or give it to this one: \`sudo chown -R $(id -u) .gatehouse .next\`.`;
    case "EROFS":
      return `${path} is on a read-only disk. Copy the checkout to one that can be written.`;
    default:
      return undefined;
  }
}
