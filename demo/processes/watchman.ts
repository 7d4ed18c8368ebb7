import { spawn } from "node:child_process";

// Reads "SIGNAL PID" lines until its input closes, which also happens when its parent is killed; then ends whom it was told of.
const script = `
children=""
while read -r signal pid; do children="$signal:$pid $children"; done
for child in $children; do kill -s "\${child%%:*}" "\${child#*:}" 2>/dev/null; done
tries=0
while [ "$tries" -lt 50 ]; do
  alive=""
  for child in $children; do kill -0 "\${child#*:}" 2>/dev/null && alive=yes; done
  [ -z "$alive" ] && break
  sleep 0.1
  tries=$((tries + 1))
done
for child in $children; do kill -s KILL -- "-\${child#*:}" 2>/dev/null; done
exit 0
`;

/** Ends the children of a process that was itself killed before it could. */
export interface Watchman {
  watch(pid: number, signal: "INT" | "TERM"): void;
  dismiss(): Promise<void>;
}

/**
 * Starts a shell that outlives this process just long enough to end its children, so that even SIGKILL leaves nothing behind.
 * @returns the watchman; dismiss it when every child has ended
 */
export function startWatchman(): Watchman {
  const shell = spawn("/bin/sh", ["-c", script], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
  });
  const exited = new Promise<void>((resolve) => {
    shell.once("exit", () => resolve());
    shell.once("error", () => resolve());
  });
  shell.stdin.on("error", () => undefined);
  shell.unref();
  return {
    watch(pid, signal) {
      shell.stdin.write(`${signal} ${pid}\n`);
    },
    async dismiss() {
      shell.ref();
      shell.kill("SIGKILL");
      await exited;
    },
  };
}
