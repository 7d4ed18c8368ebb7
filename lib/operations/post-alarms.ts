import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { adviceOn } from "#lib/core/alarm-kinds.ts";
import { markTold, takeUntold, type UntoldAlarm } from "#lib/db/told-alarms.ts";
import { postAlarm } from "#lib/hooks/post-alarm.ts";
import { paths } from "#lib/paths.ts";

export type HookSettings = { url: string; secret: string; baseUrl: string };

const AT_ONCE = 8;

/**
 * Posts alarms to the webhook, one by one: when they open, every hour while they stand, and when they are over. What the receiver does not take is
 * tried again after a minute.
 * @returns whether more may be waiting, and what went wrong, for the log
 */
export async function postAlarms(
  doing: Doing<WorkerActor>,
  settings: HookSettings,
): Promise<{ isMoreWaiting: boolean; faults: readonly Error[] }> {
  const alarms = await takeUntold("hook", doing.now, AT_ONCE);
  const faults: Error[] = [];
  await Promise.all(
    alarms.map(async (alarm) => {
      try {
        await post(settings, alarm, doing.now);
      } catch (cause) {
        faults.push(new Error(`the alarm ${alarm.kind} could not be posted`, { cause }));
        return;
      }
      await markTold("hook", [alarm], doing.now);
    }),
  );
  return { isMoreWaiting: alarms.length === AT_ONCE, faults };
}

function post({ url, secret, baseUrl }: HookSettings, alarm: UntoldAlarm, now: Date): Promise<void> {
  const { id, kind, subject, grantId, summary, openedAt, closedAt } = alarm;
  const told = {
    id,
    kind,
    subject,
    grantId,
    summary,
    whatToDo: adviceOn(kind),
    state: closedAt ? "closed" : "open",
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    url: `${baseUrl}${paths.status()}`,
  } as const;
  return postAlarm({ url, secret }, told, now);
}
