import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { inherited } from "./environment.ts";
import type { ProcessGroup } from "./processes/process-group.ts";

const folders = ["app", "components", "lib", "public"];
const files = [
  "instrumentation.ts",
  "next.config.mjs",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "prisma/schema.prisma",
  "proxy.ts",
  "tsconfig.json",
];
const stamp = ".next/gatehouse-inputs";

/**
 * Says what the web's production build is made of.
 * @param root the checkout
 * @returns a hash that changes when a source of the build does, and not when a test does
 */
export function buildInputs(root: string): string {
  const sources = [
    ...folders.flatMap((folder) => filesBelow(join(root, folder))),
    ...files.map((file) => join(root, file)),
  ];
  const hash = createHash("sha256");
  for (const source of sources.filter((path) => existsSync(path)).sort()) {
    hash
      .update(`${relative(root, source)}\0`)
      .update(readFileSync(source))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Whether the build that is there was made of these inputs. */
export function isBuilt(root: string, inputs: string): boolean {
  const file = join(root, stamp);
  return (
    existsSync(file) && existsSync(join(root, ".next/BUILD_ID")) && readFileSync(file, "utf8") === inputs
  );
}

/** Builds the web for production; the log of it is shown when it fails. */
export async function buildWeb(root: string, logFile: string, group: ProcessGroup): Promise<void> {
  const inputs = buildInputs(root);
  await group.run({
    name: "web's build",
    command: process.execPath,
    args: ["node_modules/next/dist/bin/next", "build"],
    env: inherited(),
    folder: root,
    logFile,
    stopSignal: "TERM",
  });
  writeFileSync(join(root, stamp), inputs);
}
