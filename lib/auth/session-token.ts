import { createHash, randomBytes } from "node:crypto";

const shape = /^[A-Za-z0-9_-]{43}$/;

/** A new session's token: 256 random bits, in base64url. Only the browser ever has it. */
export function newSessionToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What the database knows of a session's token: its SHA-256.
 * @returns null for what cannot be a token of ours
 */
export function hashSessionToken(token: string): Uint8Array<ArrayBuffer> | null {
  if (!shape.test(token)) return null;
  return new Uint8Array(createHash("sha256").update(token).digest());
}
