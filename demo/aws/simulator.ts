import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { pageHeaders } from "#demo/pages/page.ts";
import { answerRequest, type Endpoint, type Outcome } from "./answer-request.ts";
import { answerControl } from "./control.ts";
import { encodeOutcome } from "./encode-outcome.ts";
import { createFormDoor, isOwnForm, isOwnOrigin } from "./form-door.ts";
import { renderPage, renderWatch } from "./page.ts";
import { settleOperations } from "./settle.ts";
import { createSimulatedAws, type SimulatedAws, type SimulatedAwsOptions } from "./simulated-aws.ts";
import { machineSources } from "./sources.ts";
import { readStateFile, writeStateFile } from "./state-file.ts";
import { clockOffsetOf, dumpWorld, setClockOffset, type World } from "./world.ts";

const bodyLimitBytes = 1_000_000;

export type AwsSimulatorOptions = SimulatedAwsOptions & {
  /** 0 for any free port. */
  port: number;
  /** Where the state lives between runs; without it a restart begins with the seed. */
  stateFile?: string;
};

export type AwsSimulator = Awaited<ReturnType<typeof startAwsSimulator>>;

/**
 * Starts the simulator on 127.0.0.1. Answers with its address and the means to steer it from the same process;
 * rejects when the port is taken or the state file does not parse.
 */
export async function startAwsSimulator(options: AwsSimulatorOptions) {
  const { stateFile } = options;
  const kept = stateFile ? readStateFile(stateFile) : null;
  const aws = createSimulatedAws(options, machineSources, kept ?? options.seed);
  const { endpoint } = aws;
  let saved: { world: World; revision: number } | null = null;

  function save(): void {
    const { world } = endpoint;
    if (!stateFile || (saved?.world === world && saved.revision === world.revision)) return;
    writeStateFile(stateFile, dumpWorld(world));
    saved = { world, revision: world.revision };
  }

  const door = createFormDoor(aws);
  const server = createServer((request, response) => {
    handle({ aws, door, save }, request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      response.destroy();
    });
  });
  // A connection that is closed as a call sets out on it looks like a lost answer, and those are provoked on purpose alone.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  save();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The simulator listens on a TCP port");

  return {
    ...aws,
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    advanceClock(ms: number): void {
      setClockOffset(endpoint.world, clockOffsetOf(endpoint.world) + ms);
    },
    close(): Promise<void> {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Doors = { aws: SimulatedAws; door: ReturnType<typeof createFormDoor>; save: () => void };

async function handle(
  { aws, door, save }: Doors,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { endpoint } = aws;
  const path = new URL(request.url ?? "/", "http://simulator").pathname;
  const method = request.method ?? "GET";
  const text = await readBody(request);
  if (text === null) return sendJson(response, 413, { error: "The body is too large." });
  if (path.startsWith("/_simulator/")) {
    settleOperations(endpoint.world);
    const { status, body } = isOwnRequest(request)
      ? answerControl(aws, { method, path, body: parseJson(text) })
      : { status: 403, body: { error: "A control takes application/json, and no browser of another site." } };
    save();
    return sendJson(response, status, body);
  }
  if (path.startsWith("/forms/")) {
    settleOperations(endpoint.world);
    answerForm(door, request, response, text, (problem) =>
      renderPage(endpoint.world, { deeds: door.deeds(), problem }),
    );
    save();
    return;
  }
  if (method === "GET" && (path === "/" || path === "/watch")) {
    settleOperations(endpoint.world);
    save();
    const { world } = endpoint;
    response.writeHead(200, pageHeaders);
    response.end(path === "/" ? renderPage(world, { deeds: door.deeds() }) : renderWatch(world));
    return;
  }
  const outcome = answerRequest(endpoint, request.headers, parseJson(text));
  // An effect is on disk before its answer is on the wire.
  save();
  await sendOutcome(endpoint, response, outcome);
}

/** A page of another site can send a form here, but not JSON: that needs a preflight, which is never granted. */
function isOwnRequest({ method, headers }: IncomingMessage): boolean {
  if (method === "GET") return true;
  return (
    headers["content-type"] === "application/json" && (headers.origin === undefined || isOwnOrigin(headers))
  );
}

function answerForm(
  door: Doors["door"],
  request: IncomingMessage,
  response: ServerResponse,
  text: string,
  refused: (problem: string) => string,
): void {
  if (request.method !== "POST" || !isOwnForm(request.headers)) {
    sendJson(response, 403, { error: "Only this server's own page sends its forms." });
    return;
  }
  const path = new URL(request.url ?? "/", "http://simulator").pathname;
  const answer = door.answer(path, new URLSearchParams(text));
  if ("unknown" in answer) sendJson(response, 404, { error: "There is no such form." });
  else if ("problem" in answer) response.writeHead(400, pageHeaders).end(refused(answer.problem));
  else response.writeHead(303, { location: `/#${answer.section}` }).end();
}

async function sendOutcome(endpoint: Endpoint, response: ServerResponse, outcome: Outcome): Promise<void> {
  if (outcome.do === "reset" || outcome.do === "away") {
    response.destroy();
    return;
  }
  if (outcome.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, outcome.delayMs));
  const { status, headers, body } = encodeOutcome(endpoint.world, outcome);
  response.writeHead(status, headers).end(body);
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
