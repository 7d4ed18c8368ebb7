import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fallbackFor } from "./postgres/data-folder.ts";
import { endLeftover } from "./postgres/end-leftover.ts";
import { refuseRunning } from "./running-file.ts";
import { sentenceFor } from "./sentence-for.ts";

const stateFolder = join(import.meta.dirname, "../.gatehouse");
const dataFolders = [join(stateFolder, "postgres"), fallbackFor(join(stateFolder, "postgres"))];

try {
  refuseRunning(stateFolder);
  for (const folder of dataFolders) if (existsSync(folder)) await endLeftover(folder);
  for (const folder of [stateFolder, dirname(dataFolders[1] ?? stateFolder)])
    rmSync(folder, { recursive: true, force: true });
  console.log("The demo's state is gone; `npm start` begins again.");
} catch (error) {
  const sentence = sentenceFor(error);
  if (sentence === undefined) throw error;
  console.error(sentence);
  process.exitCode = 1;
}
