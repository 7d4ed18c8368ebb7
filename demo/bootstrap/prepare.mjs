import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateClient, isClientFresh } from "./client.mjs";
import { areInstalled, rememberInstalled } from "./dependencies.mjs";
import { install } from "./install.mjs";

/**
 * Brings the checkout to where TypeScript can run: dependencies as locked, the database client generated.
 * @param {URL} checkout
 * @returns {Promise<string | null>} the Node to go on with, or null after having said what is wrong
 */
export async function prepare(checkout) {
  const root = fileURLToPath(checkout);
  try {
    if (!areInstalled(root)) {
      console.log("  Installing the locked dependencies, about a minute the first time …");
      const problem = await install(root);
      if (problem) return complain(problem);
      rememberInstalled(root);
    }
    const node = nodeFor(root);
    if (!node) {
      return complain(
        `There is no Node for ${process.platform} ${process.arch} among the dependencies, so the system's own has to be 22.18 or later, and this is ${process.versions.node}. Install a newer one and start again.`,
      );
    }
    if (!isClientFresh(root)) {
      const problem = generateClient(root, node);
      if (problem) return complain(problem);
    }
    return node;
  } catch (error) {
    const sentence = sentences[error.code];
    if (!sentence) throw error;
    return complain(`${sentence} (${error.path})`);
  }
}

const sentences = {
  ENOSPC: "The disk is full. Make room and start again.",
  EACCES: "This user may not write into the checkout. Start as the user who owns it.",
  EPERM: "This user may not write into the checkout. Start as the user who owns it.",
  EROFS: "The checkout is on a read-only disk. Copy it to one that can be written.",
};

function nodeFor(root) {
  const own = join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(own)) return own;
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18) ? process.execPath : null;
}

function complain(sentence) {
  console.error(sentence);
  return null;
}
