import type { Metadata } from "next";
import { endSessionAction } from "#app/(console)/sessions/actions.ts";
import { EndSession } from "#app/(console)/sessions/end-session.tsx";
import { readZone } from "#app/zone.ts";
import { PageHead } from "#components/ui/page-head.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { When } from "#components/ui/when.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { readNow } from "#lib/db/now.ts";
import { sessionsOf } from "#lib/queries/sessions-of.ts";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const viewer = await requireViewer();
  const [sessions, now, zone] = await Promise.all([sessionsOf(viewer), readNow(), readZone()]);
  return (
    <>
      <PageHead
        title="Your sessions"
        sub="Where you are signed in to Gatehouse. A session ends by itself after 30 minutes without use, and 12 hours after the sign-in at the latest."
      />
      <RowList>
        {sessions.map(({ id, userAgent, address, createdAt, lastSeenAt, expiresAt, isThis }) => (
          <Row
            key={id}
            title={isThis ? "This browser" : "Another browser"}
            sub={
              <>
                {userAgent ?? "It did not say what it is"}
                {address !== null && <>, from {address}</>}. Signed in{" "}
                <When at={createdAt} now={now} zone={zone} />, last used{" "}
                <When at={lastSeenAt} now={now} zone={zone} as="relative" />, ends{" "}
                <When at={expiresAt} now={now} zone={zone} as="both" /> at the latest.
              </>
            }
            end={!isThis && <EndSession sessionId={id} end={endSessionAction} />}
          />
        ))}
      </RowList>
    </>
  );
}
