import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildInputs, buildWeb, isBuilt } from "#demo/build-web.ts";
import { processGroup } from "#demo/processes/process-group.ts";

/** Vitest's global setup for tests of the web process: its production build, made only when it is not there. */
export async function setup(): Promise<void> {
  const root = process.cwd();
  if (isBuilt(root, buildInputs(root))) return;
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-build-"));
  const group = processGroup();
  try {
    await buildWeb(root, join(folder, "build.log"), group);
  } finally {
    await group.stopAll();
    rmSync(folder, { recursive: true, force: true });
  }
}
