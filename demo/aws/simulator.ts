import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { answerRequest, type Endpoint, type Outcome } from "./answer-request.ts";
import { type ChangesAsked, changeAtRandom, type MadeChange } from "./change-at-random.ts";
import { answerControl, type Steering } from "./control.ts";
import type { Fault } from "./faults.ts";
import { renderPage } from "./page.ts";
import { createRateLimits } from "./rate-limits.ts";
import { type ChangedSettings, settingsSchema, usualSettings, type WorldSettings } from "./settings.ts";
import { settleOperations } from "./settle.ts";
import type { SimulatorState } from "./state.ts";
import { readStateFile, writeStateFile } from "./state-file.ts";
import { encodeAnswer } from "./wire.ts";
import { clockOffsetOf, createWorld, dumpWorld, nowOf, setClockOffset } from "./world.ts";

const bodyLimitBytes = 1_000_000;

export type AwsSimulatorOptions = Partial<WorldSettings> & {
  /** 0 for any free port. */
  port: number;
  /** What it begins with, and what a reset returns to. */
  seed: SimulatorState;
  /** Where the state lives between runs; without it a restart begins with the seed. */
  stateFile?: string;
  checkShapes?: boolean;
  rateLimits?: boolean;
  /** How long a create or delete of an assignment takes, in milliseconds of the simulated clock. */
  latencyMs?: number;
};

export type AwsSimulator = Awaited<ReturnType<typeof startAwsSimulator>>;

/**
 * Starts the simulator on 127.0.0.1. Answers with its address and the means to steer it from the same process;
 * rejects when the port is taken or the state file does not parse.
 */
export async function startAwsSimulator(options: AwsSimulatorOptions) {
  const { stateFile } = options;
  let settings = settingsSchema.parse({ ...usualSettings, ...options });
  const begin = (state: SimulatorState) =>
    createWorld({ ...state, latencyMs: options.latencyMs ?? state.latencyMs }, settings);
  const endpoint: Endpoint = {
    world: begin((stateFile ? readStateFile(stateFile) : null) ?? options.seed),
    rateLimits: options.rateLimits === false ? null : createRateLimits(),
    checkShapes: options.checkShapes ?? false,
    calls: new Map(),
    shapeViolations: [],
  };
  let savedRevision = -1;

  function save(): void {
    if (!stateFile || endpoint.world.revision === savedRevision) return;
    writeStateFile(stateFile, dumpWorld(endpoint.world));
    savedRevision = endpoint.world.revision;
  }

  /** The clock stays: the demo's database goes on with the time that it was given. */
  function reset(): void {
    endpoint.world = begin({ ...options.seed, clockOffsetMs: clockOffsetOf(endpoint.world) });
    endpoint.calls.clear();
    savedRevision = -1;
  }

  function set(changed: ChangedSettings): WorldSettings {
    // The clock goes on from where it is, at its new speed.
    setClockOffset(endpoint.world, clockOffsetOf(endpoint.world));
    const former = settings;
    settings = settingsSchema.parse({ ...settings, ...changed });
    // Time that ran at another speed cannot be compared with what comes.
    if (endpoint.rateLimits && settings.clockSpeed !== former.clockSpeed)
      endpoint.rateLimits = createRateLimits();
    Object.assign(endpoint.world, settings);
    return settings;
  }

  const server = createServer((request, response) => {
    handle(endpoint, request, response, { save, reset, set }).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  save();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The simulator listens on a TCP port");

  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    reset,
    /** Changes the organisation behind the product's back. */
    changeAtRandom(changes: ChangesAsked): MadeChange[] {
      settleOperations(endpoint.world);
      return changeAtRandom(endpoint.world, changes);
    },
    /** Changes how it behaves from now on; a reset keeps it. */
    set,
    now: () => nowOf(endpoint.world),
    advanceClock(ms: number): void {
      setClockOffset(endpoint.world, clockOffsetOf(endpoint.world) + ms);
    },
    setLatency(latencyMs: number): void {
      endpoint.world.latencyMs = latencyMs;
    },
    inject(fault: Fault): void {
      endpoint.world.faults.push(fault);
    },
    clearFaults(): void {
      endpoint.world.faults.length = 0;
    },
    /** The state as the state file would hold it, with everything settled that is due. */
    state(): SimulatorState {
      settleOperations(endpoint.world);
      return dumpWorld(endpoint.world);
    },
    calls: (name: string) => endpoint.calls.get(name) ?? 0,
    shapeViolations: endpoint.shapeViolations,
    close(): Promise<void> {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Keeper = Steering & { save: () => void };

async function handle(
  endpoint: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
  keeper: Keeper,
): Promise<void> {
  const path = new URL(request.url ?? "/", "http://simulator").pathname;
  const method = request.method ?? "GET";
  const text = await readBody(request);
  if (text === null) return sendJson(response, 413, { error: "The body is too large." });
  if (path.startsWith("/_simulator/")) {
    settleOperations(endpoint.world);
    const { status, body } = isOwnRequest(request)
      ? answerControl(endpoint, { method, path, body: parseJson(text) }, keeper)
      : { status: 403, body: { error: "A control takes application/json, and no browser of another site." } };
    keeper.save();
    return sendJson(response, status, body);
  }
  if (method === "GET" && path === "/") {
    settleOperations(endpoint.world);
    keeper.save();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(renderPage(endpoint.world));
    return;
  }
  const outcome = answerRequest(endpoint, request.headers, parseJson(text));
  // An effect is on disk before its answer is on the wire.
  keeper.save();
  await sendOutcome(response, outcome);
}

/** A page of another site can send a form here, but not JSON: that needs a preflight, which is never granted. */
function isOwnRequest(request: IncomingMessage): boolean {
  return request.method === "GET" || request.headers["content-type"] === "application/json";
}

async function sendOutcome(response: ServerResponse, outcome: Outcome): Promise<void> {
  if (outcome.do === "reset") {
    response.destroy();
    return;
  }
  if (outcome.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, outcome.delayMs));
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() };
  if (outcome.do === "answer") {
    response.writeHead(200, headers).end(encodeAnswer(outcome.body));
    return;
  }
  const { errorName, httpStatus, message } = outcome.failure;
  response
    .writeHead(httpStatus, { ...headers, "x-amzn-errortype": errorName })
    .end(encodeAnswer({ __type: errorName, Message: message }));
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    const chunk: unknown = piece;
    if (!(chunk instanceof Buffer)) continue;
    bytes += chunk.length;
    if (bytes > bodyLimitBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
