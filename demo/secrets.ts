import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeWhole } from "./storage/write-whole.ts";

const names = ["owner", "migrator", "web", "worker", "oidcClient", "signIn"] as const;
const shape = z.record(z.enum(names), z.string().min(32));

/** The demo's passwords and keys: random, its own, and the same over a restart. */
export type Secrets = Readonly<z.infer<typeof shape>>;

/** Reads the secrets from the demo's folder, or makes them. */
export function openSecrets(folder: string): Secrets {
  const file = join(folder, "secrets.json");
  if (existsSync(file)) return shape.parse(JSON.parse(readFileSync(file, "utf8")));
  const secrets = shape.parse(
    Object.fromEntries(names.map((name) => [name, randomBytes(24).toString("hex")])),
  );
  writeWhole(file, JSON.stringify(secrets, null, 2));
  return secrets;
}
