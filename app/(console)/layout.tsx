import type { ReactNode } from "react";
import { AppShell } from "#components/shell/app-shell.tsx";
import { navigation } from "#components/shell/navigation.ts";
import { SignOutButton } from "#components/shell/sign-out-button.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { webEnv } from "#lib/env.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { stuckGrants } from "#lib/queries/catalogue/system-status.ts";
import { viewerStanding } from "#lib/queries/viewer-standing.ts";
import { readMoment } from "./moment.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const { now, zone } = await readMoment();
  const [age, { held, waiting, decides }, stuck] = await Promise.all([
    syncAge(viewer, now),
    viewerStanding(viewer),
    stuckGrants(viewer),
  ]);
  const mayBrowse = mayReadEverything(viewer);
  return (
    <AppShell
      organisation={webEnv().GATEHOUSE_ORGANISATION_NAME}
      personName={viewer.displayName}
      groups={navigation({
        mayReadEverything: mayBrowse,
        mayEditRules: viewer.isAdministrator,
        waiting,
        decides,
        held: held.count,
        blocked: stuck.length,
      })}
      mayBrowse={mayBrowse}
      held={held}
      now={now}
      zone={zone}
      foot={{ readAt: age.readAt, workerBeatAt: age.workerBeatAt }}
      signOut={
        <form action="/sign-out" method="post">
          <SignOutButton />
        </form>
      }
    >
      {children}
    </AppShell>
  );
}
