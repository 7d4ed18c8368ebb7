import { State } from "#components/ui/state.tsx";
import type { DeliveryRow } from "#lib/core/hooks/shown-hooks.ts";
import { formatWhen } from "#lib/format.ts";

type DeliveryStateProps = {
  delivery: Pick<DeliveryRow, "state" | "attempts" | "dueAt" | "isAskedAgain">;
  now: Date;
  zone: string;
};

/** How it stands with a delivery, in a word and with what follows. */
export function DeliveryState({ delivery, now, zone }: DeliveryStateProps) {
  if (delivery.isAskedAgain) return <State is="pending">To be sent again</State>;
  switch (delivery.state) {
    case "waiting":
      if (delivery.attempts === 0) return <State is="pending">Waiting</State>;
      return (
        <State is="ending">
          {delivery.dueAt > now ? `Tried again ${formatWhen(delivery.dueAt, now, zone)}` : "Waiting"}
        </State>
      );
    case "delivered":
      return <State is="approved">Delivered</State>;
    case "given_up":
      return <State is="denied">Given up</State>;
  }
}
