import { once } from "node:events";
import { createServer } from "node:net";
import { CannotStart } from "./cannot-start.ts";

const defaults = { web: 3000, identity: 3001, inbox: 3002, simulator: 3003, smtp: 3025, postgres: 3054 };

export type PortName = keyof typeof defaults;
export type Ports = Readonly<Record<PortName, number>>;

/** The variable that moves some of the demo's ports. */
export const portsVariable = "GATEHOUSE_DEMO_PORTS";

/**
 * The demo's ports.
 * @param moved what the variable says, such as `web=3100,smtp=3125`; undefined for the usual ones
 */
export function portsFrom(moved: string | undefined): Ports {
  const ports = { ...defaults };
  for (const part of (moved ?? "").split(",").filter(Boolean)) {
    const [name = "", number = ""] = part.split("=").map((word) => word.trim());
    const port = /^\d+$/.test(number) ? Number(number) : 0;
    if (!isPortName(name) || port < 1 || port > 65_535) {
      const known = Object.keys(defaults).join(", ");
      throw new CannotStart(
        `${portsVariable} holds "${part}": write NAME=PORT, separated by commas, with a name of ${known}.`,
      );
    }
    ports[name] = port;
  }
  return ports;
}

function isPortName(name: string): name is PortName {
  return Object.hasOwn(defaults, name);
}

/** Refuses, in a sentence that says what to do, when one of the ports is somebody else's. */
export async function refuseTakenPorts(ports: Ports): Promise<void> {
  for (const name of Object.keys(ports).filter(isPortName)) {
    const problem = await problemOf(ports[name]);
    const remedy = `choose another with ${portsVariable}=${name}=${ports[name] + 100} npm start`;
    if (problem === "EACCES")
      throw new CannotStart(`Port ${ports[name]} (${name}) needs more rights than this user has: ${remedy}`);
    if (problem)
      throw new CannotStart(`Port ${ports[name]} (${name}) is taken: end what listens there, or ${remedy}`);
  }
}

async function problemOf(port: number): Promise<string | undefined> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    server.close();
    await once(server, "close");
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}
