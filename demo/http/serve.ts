import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A listening server; `stop` ends its connections too. */
export interface HttpServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Answers one request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/**
 * Serves HTTP on 127.0.0.1.
 * @param port 0 for any free one
 * @param answerFor makes the answering function, once the port is known
 */
export async function serve(port: number, answerFor: (port: number) => Answer): Promise<HttpServer> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening socket has no port.");
  const answer = answerFor(address.port);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    void (async () => {
      try {
        await answer(request, response);
      } catch (error) {
        console.error(error);
        if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
        response.end("This server failed; its log says why.\n");
      }
    })();
  });
  return {
    port: address.port,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
