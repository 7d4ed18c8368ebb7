import { postSigned } from "./post-signed.ts";

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

/**
 * Posts an alarm as JSON, signed as every webhook is.
 * @param now the database's moment, which the receiver compares with its own clock
 * @throws when the receiver does not take it with a 2xx within five seconds; redirects are not followed
 */
export async function postAlarm(
  hook: { url: string; secret: string },
  alarm: HookedAlarm,
  now: Date,
): Promise<void> {
  const to = { url: hook.url, secrets: [hook.secret] };
  const posted = await postSigned(
    to,
    JSON.stringify(alarm),
    { "gatehouse-event": "alarm" },
    now,
    PATIENCE_MS,
  );
  if (posted.status === null) throw new Error(`The alarm webhook gave ${posted.failure}.`);
  if (posted.status < 200 || posted.status > 299)
    throw new Error(`The alarm webhook answered ${posted.status}.`);
}
