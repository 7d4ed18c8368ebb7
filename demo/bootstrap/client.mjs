import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const stamp = "node_modules/.gatehouse-schema";
const generator = "node_modules/prisma/build/index.js";

// A newer generator makes another client of the same schema.
function sourcesHash(root) {
  const hash = createHash("sha256");
  for (const file of ["prisma/schema.prisma", "node_modules/prisma/package.json"]) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

/**
 * Whether the database client was generated from the schema as it is.
 * @param {string} root the checkout
 */
export function isClientFresh(root) {
  const file = join(root, stamp);
  if (!existsSync(join(root, "lib/db/generated/client.ts")) || !existsSync(file)) return false;
  return readFileSync(file, "utf8") === sourcesHash(root);
}

/**
 * Generates the database client.
 * @param {string} root the checkout
 * @param {string} node the Node to run the generator with
 * @returns {string | null} null when it went well, else what went wrong
 */
export function generateClient(root, node) {
  console.log("  Generating the database client …");
  const done = spawnSync(node, [join(root, generator), "generate"], { cwd: root, encoding: "utf8" });
  if (done.status !== 0) return `The database client could not be generated:\n\n${done.stdout}${done.stderr}`;
  writeFileSync(join(root, stamp), sourcesHash(root));
  return null;
}
