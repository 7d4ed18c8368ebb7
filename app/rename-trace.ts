import { subscribe } from "node:diagnostics_channel";

/**
 * Lets a TRACE request pass for an OPTIONS one, which is refused with 405 like every method that is not known here. Next would answer
 * 500, since a `Request` cannot be made of it.
 * @see https://fetch.spec.whatwg.org/#forbidden-method
 */
export function renameTrace(): void {
  subscribe("http.server.request.start", (message: unknown) => {
    if (typeof message !== "object" || message === null || !("request" in message)) return;
    const { request } = message;
    if (typeof request !== "object" || request === null || !("method" in request)) return;
    if (request.method === "TRACE") request.method = "OPTIONS";
  });
}
