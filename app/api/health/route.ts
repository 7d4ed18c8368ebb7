import { checkHealth } from "#lib/operations/check-health.ts";

export const dynamic = "force-dynamic";

const whole = (seconds: number | null | undefined) =>
  seconds === null || seconds === undefined ? null : Math.round(seconds);

/** Whether this installation does its work, for a load balancer and an alarm: ages and verdicts, nothing about anybody. */
export async function GET(): Promise<Response> {
  const { ok, checks, health } = await checkHealth();
  const body = {
    status: ok ? "ok" : "failing",
    checks,
    heartbeatAgeSeconds: whole(health?.heartbeatSeconds),
    oldestOverdueRemovalSeconds: whole(health?.overdueRemovalSeconds),
    syncAgeSeconds: whole(health?.syncSeconds),
  };
  return Response.json(body, { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}
