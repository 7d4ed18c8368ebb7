import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { askSyncAction } from "./actions.ts";
import { AskSyncForm } from "./ask-sync-form.tsx";

type SyncNowProps = { mayAsk: boolean; isUnderWay: boolean; size?: "normal" | "small" };

/** The button that has AWS read again, or why it is off. */
export function SyncNow({ mayAsk, isUnderWay, size = "normal" }: SyncNowProps) {
  const reason = offReason(mayAsk, isUnderWay);
  if (reason === undefined) return <AskSyncForm ask={askSyncAction} size={size} />;
  return (
    <Button size={size} disabledReason={reason}>
      <Icon name="refresh-cw" />
      Read again
    </Button>
  );
}

function offReason(mayAsk: boolean, isUnderWay: boolean): string | undefined {
  if (isUnderWay) return "A read is under way.";
  if (!mayAsk) return "Administrators may.";
  return undefined;
}
