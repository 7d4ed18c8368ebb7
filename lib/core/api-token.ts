import { createHash, randomBytes } from "node:crypto";

const shape = /^gh_[A-Za-z0-9_-]{43}$/;

/** A new API token: 256 random bits in base64url, behind letters by which scanners of leaked secrets know it. It is shown once. */
export function newApiToken(): string {
  return `gh_${randomBytes(32).toString("base64url")}`;
}

/**
 * What the database knows of an API token: its SHA-256.
 * @returns null for what cannot be a token of ours
 */
export function hashApiToken(token: string): Uint8Array<ArrayBuffer> | null {
  if (!shape.test(token)) return null;
  return new Uint8Array(createHash("sha256").update(token).digest());
}
