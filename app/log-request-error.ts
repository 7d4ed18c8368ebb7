import type { Instrumentation } from "next";
import { CORRELATION_HEADER } from "#lib/auth/correlation-id.ts";
import { log } from "#lib/log.ts";

/** Writes down what a page or handler failed on, under the references that its error page and its answer carry. */
export const logRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const id = request.headers[CORRELATION_HEADER];
  log.error(
    {
      correlationId: Array.isArray(id) ? id[0] : id,
      digest: digestOf(error),
      method: request.method,
      route: context.routePath,
      problem: error instanceof Error ? error.message : String(error),
      stack: error instanceof Error ? error.stack : undefined,
    },
    "a request failed",
  );
};

function digestOf(error: unknown): string | undefined {
  const isMarked = typeof error === "object" && error !== null && "digest" in error;
  return isMarked ? String(error.digest) : undefined;
}
