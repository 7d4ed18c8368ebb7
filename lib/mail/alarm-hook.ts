import { createHmac } from "node:crypto";

/** What a webhook is told of an alarm. Fields are only ever added. */
export type HookedAlarm = {
  id: string;
  kind: string;
  subject: string;
  grantId: string | null;
  summary: string;
  whatToDo: string;
  state: "open" | "closed";
  openedAt: string;
  closedAt: string | null;
  url: string;
};

const PATIENCE_MS = 5_000;

/** The signature of a body: hex HMAC-SHA256 over the timestamp, a full stop and the body. */
export function signHook(secret: string, timestamp: string, body: string): string {
  return createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
}

/**
 * Posts an alarm as JSON, signed: the headers `gatehouse-timestamp` (seconds since 1970) and `gatehouse-signature`.
 * @param now the database's moment, which the receiver compares with its own clock
 * @throws when the receiver does not take it with a 2xx within five seconds; redirects are not followed
 */
export async function postAlarm(
  hook: { url: string; secret: string },
  alarm: HookedAlarm,
  now: Date,
): Promise<void> {
  const body = JSON.stringify(alarm);
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const answer = await fetch(hook.url, {
    method: "POST",
    body,
    redirect: "error",
    headers: {
      "content-type": "application/json",
      "gatehouse-timestamp": timestamp,
      "gatehouse-signature": signHook(hook.secret, timestamp, body),
    },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  // What it says is nobody's business, and unread it would keep the connection.
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The alarm webhook answered ${answer.status}.`);
}
