// The only file that the system's own Node runs, which may be any: it is asked for its version before anything newer is loaded.
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Gatehouse needs Node 20.19 or later to begin with, and this is ${process.versions.node}. Install a newer one from https://nodejs.org and start again.`,
  );
  process.exit(1);
}

const { prepare } = await import("./bootstrap/prepare.mjs");
const { runEntry } = await import("./bootstrap/run-entry.mjs");

const [entry, ...words] = process.argv.slice(2);
const node = await prepare(new URL("..", import.meta.url));
if (node) await runEntry(node, entry, words);
else process.exitCode = 1;
