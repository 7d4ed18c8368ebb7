import type { Metadata } from "next";
import { Star } from "#app/(console)/favourites/star.tsx";
import { readMoment } from "#app/(console)/moment.ts";
import { AskAgainList } from "#components/access/ask-again-list.tsx";
import { EndedLately } from "#components/access/ended-lately.tsx";
import { HeldSentence } from "#components/access/held-sentence.tsx";
import { RefreshWhileMoving } from "#components/access/refresh-while-moving.tsx";
import { StandingNote } from "#components/access/standing-note.tsx";
import { NotGranting } from "#components/engine/not-granting.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { askAgainFor } from "#lib/queries/access/ask-again.ts";
import { type MayExtend, mayExtend } from "#lib/queries/access/extending.ts";
import { favouritesOf } from "#lib/queries/access/favourites.ts";
import { endedLately, heldBy, waitingFor } from "#lib/queries/access/home.ts";
import { reachOfViewer } from "#lib/queries/access/reach.ts";
import { ruleChangesToAnswer } from "#lib/queries/access/rule-changes.ts";
import { grantingFor } from "#lib/queries/engine/granting.ts";
import { Glance } from "./glance.tsx";
import { HeldTable } from "./held-table.tsx";
import { RuleChangesWaiting } from "./rule-changes-waiting.tsx";
import { WaitingList } from "./waiting-list.tsx";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage() {
  const viewer = await requireViewer();
  const moment = await readMoment();
  const [held, waiting, ended, again, favourites, reach, granting, changes] = await Promise.all([
    heldBy(viewer),
    waitingFor(viewer, moment.now),
    endedLately(viewer),
    askAgainFor(viewer),
    favouritesOf(viewer),
    reachOfViewer(viewer),
    grantingFor(viewer),
    ruleChangesToAnswer(viewer, moment.now),
  ]);
  const may = await mayExtend(viewer, held, moment.now);
  // What may be extended, or is, has its own button where it is held.
  const goesOn = held.filter((grant) => grant.extension !== null || isExtendable(may.get(grant.id)));
  const toAsk = again.filter(
    (each) =>
      !goesOn.some(
        (grant) => grant.accountId === each.accountId && grant.permissionSetArn === each.permissionSetArn,
      ),
  );
  const isNew = held.length === 0 && ended.length === 0 && waiting.mine.length === 0;
  const isIdle = held.length === 0 && waiting.mine.length + waiting.toDecideTotal === 0;
  const isMoving = held.length > 0 || waiting.mine.length > 0;
  return (
    <>
      {isMoving && <RefreshWhileMoving firstSeconds={5} slowestSeconds={60} />}
      <NotGranting granting={granting} mayBrowse={mayReadEverything(viewer)} {...moment} />
      {isIdle && <Glance viewer={viewer} {...moment} />}
      <HeldSentence held={held} toDecide={waiting.toDecideTotal} isNew={isNew} {...moment} />
      <Columns
        beside={
          <>
            <AskAgainList
              again={toAsk}
              favourites={favourites}
              star={({ accountId, permissionSetArn }, what, isMarked) => (
                <Star
                  accountId={accountId}
                  permissionSetArn={permissionSetArn}
                  what={what}
                  isMarked={isMarked}
                />
              )}
              {...moment}
            />
            <StandingNote reach={reach} mayBrowse={mayReadEverything(viewer)} personId={viewer.personId} />
          </>
        }
      >
        <HeldTable held={held} may={may} viewer={viewer} {...moment} />
        <RuleChangesWaiting changes={changes} {...moment} />
        <WaitingList waiting={waiting} {...moment} />
        <EndedLately ended={ended} viewerId={viewer.personId} {...moment} />
      </Columns>
      {!isIdle && <Glance viewer={viewer} {...moment} />}
    </>
  );
}

function isExtendable(may: MayExtend | undefined): boolean {
  return may !== undefined && "longestMinutes" in may;
}
