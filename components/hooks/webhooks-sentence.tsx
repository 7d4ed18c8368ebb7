import { Say } from "#components/ui/say.tsx";
import type { ShownHook } from "#lib/core/hooks/shown-hooks.ts";
import { count, listNames } from "#lib/format.ts";

/** Whether other systems learn what happens here, in one sentence; the worst first. */
export function WebhooksSentence({ hooks }: { hooks: readonly ShownHook[] }) {
  const current = hooks.filter(({ isConfigured }) => isConfigured);
  const off = current.filter(({ isOff }) => isOff).map(({ name }) => name);
  const failing = current
    .filter(({ isOff, failingSince }) => !isOff && failingSince !== null)
    .map(({ name }) => name);
  const waiting = current.reduce((sum, hook) => sum + hook.waiting, 0);
  if (current.length === 0) return <Say className="mb-6">No webhook is configured.</Say>;
  const are = (names: readonly string[]) => (names.length === 1 ? "is" : "are");
  return (
    <Say className="mb-6">
      {off.length > 0 && (
        <>
          <b>{listNames(off)}</b> {are(off)} off
        </>
      )}
      {off.length > 0 && failing.length > 0 && ", "}
      {failing.length > 0 && (
        <>
          <b>{listNames(failing)}</b>{" "}
          {failing.length === 1 ? "does not take what it is" : "do not take what they are"} told
        </>
      )}
      {off.length + failing.length === 0 && (
        <>
          <b>{count(current.length, "webhook")}</b> {current.length === 1 ? "is" : "are"} told what happens
        </>
      )}
      . {waiting > 0 && `${count(waiting, "delivery waits", "deliveries wait")}.`}
    </Say>
  );
}
