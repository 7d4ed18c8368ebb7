import { defineConfig } from "vitest/config";

// The tables of the engine's decisions alone: what they do not notice, nothing so quick does.
export default defineConfig({ test: { include: ["lib/core/**/*.test.ts"] } });
