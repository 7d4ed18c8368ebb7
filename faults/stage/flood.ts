import { Agent, get } from "node:http";
import { setPriority } from "node:os";

/**
 * Run as a process of its own: asks for one page again and again, many times at once, until it is told to stop; then it says how many were answered.
 * The address and the cookie are its arguments.
 */
const AT_ONCE = 24;
const [address = "", cookie = ""] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
let answered = 0;

// Whoever floods is elsewhere, and takes nothing of this machine.
setPriority(19);

function ask(): void {
  get(address, { agent, headers: { cookie } }, (answer) => {
    answer.resume().on("end", () => {
      answered += 1;
      ask();
    });
  }).on("error", ask);
}

for (let asked = 0; asked < AT_ONCE; asked += 1) ask();
process.once("SIGTERM", () => {
  process.stdout.write(`answered ${answered}\n`, () => process.exit());
});
process.stdout.write("flooding\n");
