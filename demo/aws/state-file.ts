import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type SimulatorState, stateSchema } from "./state.ts";

/** Reads a state file; null when there is none. A file that is not ours throws: it is not silently replaced. */
export function readStateFile(path: string): SimulatorState | null {
  if (!existsSync(path)) return null;
  return stateSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}

/** Replaces the file in one step, so that a process killed while writing leaves the former state. */
export function writeStateFile(path: string, state: SimulatorState): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600 });
  renameSync(draft, path);
}
