import { z } from "zod";

const answered = z.object({
  response: z.object({ headers: z.record(z.string(), z.string().optional().catch(undefined)) }),
});

/** What the last answer of AWS said of its clock, and when it was heard by a clock that only goes forward, both in milliseconds. */
export type HeardClock = { awsMs: number; heardAtMs: number };

type Stack = {
  add(
    middleware: <Args, Output>(next: (args: Args) => Promise<Output>) => (args: Args) => Promise<Output>,
    where: { name: string; step: "deserialize"; priority: "low" },
  ): void;
};

/** Notes the `Date` of every answer that a client gets. */
export function hearClock(client: { middlewareStack: Stack }, hear: (clock: HeardClock) => void): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const parsed = answered.safeParse(result);
      const awsMs = Date.parse(parsed.data?.response.headers.date ?? "");
      if (Number.isFinite(awsMs)) hear({ awsMs, heardAtMs: performance.now() });
      return result;
    },
    { name: "hearClock", step: "deserialize", priority: "low" },
  );
}

/** What was heard longer ago says too little: a clock may have been set meanwhile. */
const FRESH_MS = 15_000;

/** What AWS's clock says now, by what was heard of it last; null when nothing was lately. */
export function awsNowMs(heard: HeardClock | null): number | null {
  if (!heard) return null;
  const sinceMs = performance.now() - heard.heardAtMs;
  return sinceMs > FRESH_MS ? null : heard.awsMs + sinceMs;
}
