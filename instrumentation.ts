/** Refuses to start a web process that could not do its part, or could do more than its part. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { refuseBadStart } = await import("#app/refuse-bad-start.ts");
  await refuseBadStart();
}
