import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { SyncDepth } from "#lib/core/catalogue/sync-run.ts";
import { askSyncAction } from "./actions.ts";
import { AskSyncForm } from "./ask-sync-form.tsx";

type SyncNowProps = {
  mayAsk: boolean;
  isUnderWay: boolean;
  size?: "normal" | "small";
  /** Offers to read everything as well, and not only what is due in its turn. */
  inDepth?: boolean;
};

const again = [{ depth: "routine", label: "Read again" }] as const;
const choices = [
  { depth: "routine", label: "Read again" },
  { depth: "thorough", label: "Read everything" },
] as const satisfies readonly { depth: SyncDepth; label: string }[];

/** The button that has AWS read again, or why it is off. */
export function SyncNow({ mayAsk, isUnderWay, size = "normal", inDepth = false }: SyncNowProps) {
  const reason = offReason(mayAsk, isUnderWay);
  const offered = inDepth ? choices : again;
  if (reason === undefined) return <AskSyncForm ask={askSyncAction} choices={offered} size={size} />;
  const [{ label }] = offered;
  return (
    <Button size={size} disabledReason={reason}>
      <Icon name="refresh-cw" />
      {label}
    </Button>
  );
}

function offReason(mayAsk: boolean, isUnderWay: boolean): string | undefined {
  if (isUnderWay) return "A read is under way.";
  if (!mayAsk) return "Administrators may.";
  return undefined;
}
