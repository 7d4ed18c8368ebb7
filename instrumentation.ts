import type { Instrumentation } from "next";

/** Refuses to start a web process that could not do its part, or could do more than its part. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { renameTrace } = await import("#app/rename-trace.ts");
  renameTrace();
  const { refuseBadStart } = await import("#app/refuse-bad-start.ts");
  await refuseBadStart();
}

/** The route is logged and never the address, which may carry a token. */
export const onRequestError: Instrumentation.onRequestError = async (...failed) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("#app/log-request-error.ts");
  await logRequestError(...failed);
};
