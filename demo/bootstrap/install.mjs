import { spawn } from "node:child_process";

const tickMs = 10_000;

/**
 * Runs `npm ci` with development and optional dependencies, whatever the environment leaves out, and says every ten seconds that it
 * still works.
 * @param {string} root the checkout
 * @returns {Promise<string | null>} null when it went well, else a sentence that says what to do
 */
export function install(root) {
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const args = [
    ...first,
    "ci",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  const began = Date.now();
  const ticks = setInterval(() => console.log(`    ${Math.round((Date.now() - began) / 1000)} s`), tickMs);
  let complaint = "";
  child.stderr.on("data", (part) => {
    complaint = (complaint + part).slice(-20_000);
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(explainFailure(String(error))));
    child.once("close", (code) => resolve(code === 0 ? null : explainFailure(complaint)));
  }).finally(() => clearInterval(ticks));
}

const causes = [
  [/ENOSPC/, "The disk is full: the dependencies need about 1.2 GB. Make room and start again."],
  [
    /EACCES|EPERM/,
    "This user may not write the dependencies into node_modules. Start as the user who owns the checkout, or give it to this one: `sudo chown -R $(id -u) .`",
  ],
  [/EROFS/, "The checkout is on a read-only disk. Copy it to one that can be written."],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/,
    "The package registry cannot be reached. Check the network and npm's registry and proxy settings (`npm config get registry`), then start again.",
  ],
  [
    /ENOENT.*npm|spawn npm/,
    "There is no npm to install the dependencies with. Install the one that comes with Node.",
  ],
];

/**
 * Finds the sentence for what npm complained of.
 * @param {string} complaint what npm wrote to its error output
 */
export function explainFailure(complaint) {
  const known = causes.find(([pattern]) => pattern.test(complaint));
  return known ? known[1] : `The dependencies could not be installed:\n\n${complaint.trim()}\n`;
}
