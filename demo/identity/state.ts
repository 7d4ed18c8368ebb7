import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { writeWhole } from "../storage/write-whole.ts";

const entry = z.object({ payload: z.record(z.string(), z.unknown()), expiresAt: z.number().nullable() });

const stored = z.object({
  signingKey: z.record(z.string(), z.unknown()),
  cookieKey: z.string(),
  entries: z.record(z.string(), entry),
});

export type Entry = z.infer<typeof entry>;

/** What the provider remembers: its key, and its sessions, codes and tokens. */
export interface ProviderState {
  readonly signingKey: Readonly<Record<string, unknown>>;
  readonly cookieKey: string;
  readonly entries: Map<string, Entry>;
  save(): void;
}

/**
 * Opens the provider's memory.
 * @param file where it is kept over a restart; undefined keeps it in memory only
 */
export function openState(file: string | undefined): ProviderState {
  const known =
    file !== undefined && existsSync(file) ? stored.parse(JSON.parse(readFileSync(file, "utf8"))) : fresh();
  const entries = new Map(Object.entries(known.entries));
  const { signingKey, cookieKey } = known;
  const save = () => {
    const unexpired = [...entries].filter(
      ([, { expiresAt }]) => expiresAt === null || expiresAt > Date.now(),
    );
    const content = { signingKey, cookieKey, entries: Object.fromEntries(unexpired) };
    if (file !== undefined) writeWhole(file, JSON.stringify(content));
  };
  if (file !== undefined) save();
  return { signingKey, cookieKey, entries, save };
}

function fresh(): z.infer<typeof stored> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = randomBytes(8).toString("hex");
  const signingKey = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid };
  return { signingKey, cookieKey: randomBytes(32).toString("hex"), entries: {} };
}
