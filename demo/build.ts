import { join } from "node:path";
import { buildInputs, buildWeb, isBuilt } from "./build-web.ts";
import { processGroup } from "./processes/process-group.ts";
import { sentenceFor } from "./sentence-for.ts";

const root = join(import.meta.dirname, "..");
const group = processGroup();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void group.stopAll());

try {
  if (isBuilt(root, buildInputs(root))) console.log("The build is of these sources.");
  else await buildWeb(root, join(root, ".gatehouse/logs/build.log"), group);
} catch (error) {
  const sentence = sentenceFor(error);
  if (sentence === undefined) throw error;
  console.error(sentence);
  process.exitCode = 1;
} finally {
  await group.stopAll();
}
