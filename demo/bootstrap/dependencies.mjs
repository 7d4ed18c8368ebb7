import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const stamp = "node_modules/.gatehouse-lock";

/** @param {string} root */
function lockHash(root) {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

/**
 * Whether what is installed is what the lock file says: either an earlier look found so, or npm's own record agrees with the lock,
 * development and optional dependencies included.
 * @param {string} root the checkout
 */
export function areInstalled(root) {
  const file = join(root, stamp);
  if (existsSync(file) && readFileSync(file, "utf8") === lockHash(root)) return true;
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const locked = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const agrees = Object.entries(locked).every(
    ([path, wanted]) => path === "" || isAsLocked(wanted, installed[path]),
  );
  if (agrees) rememberInstalled(root);
  return agrees;
}

// Packages for another system are in the lock and never installed.
function isAsLocked(wanted, found) {
  if (!found) return wanted.optional === true && !isForHere(wanted);
  return found.version === wanted.version;
}

function isForHere({ os, cpu, libc }) {
  if (os === undefined && cpu === undefined) return false;
  return (
    fits(os, process.platform) && fits(cpu, process.arch) && (libc === undefined || fits(libc, libcHere()))
  );
}

function fits(allowed, here) {
  return allowed === undefined || allowed.includes(here);
}

let libc;

function libcHere() {
  if (libc === undefined) {
    process.report.excludeNetwork = true;
    libc = process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
  }
  return libc;
}

/** @param {string} root the checkout, whose dependencies have just been installed */
export function rememberInstalled(root) {
  writeFileSync(join(root, stamp), lockHash(root));
}
