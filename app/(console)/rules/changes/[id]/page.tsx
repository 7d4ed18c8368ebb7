import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { HappenedList } from "#components/access/happened-list.tsx";
import { RefreshWhileMoving } from "#components/access/refresh-while-moving.tsx";
import { RuleChangeDiff } from "#components/access/rule-change-diff.tsx";
import { RuleChangeEffects } from "#components/access/rule-change-effects.tsx";
import { RuleChangeSaid } from "#components/access/rule-change-said.tsx";
import { RuleChangeSentence } from "#components/access/rule-change-sentence.tsx";
import { RuleChangeState } from "#components/access/rule-change-state.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { webEnv } from "#lib/env.ts";
import { paths } from "#lib/paths.ts";
import { administratorsBeside, ruleChangeFor } from "#lib/queries/access/rule-changes.ts";
import { ChangeAct } from "./change-act.tsx";
import { paceOf } from "./pace-of.ts";

export const metadata: Metadata = { title: "Change of a rule" };

export default async function RuleChangePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireReader();
  const id = z.uuid().safeParse((await params).id);
  const change = id.success ? await ruleChangeFor(viewer, id.data) : null;
  if (!change) notFound();
  const moment = await readMoment();
  const others = await administratorsBeside(
    viewer,
    change.proposedById,
    webEnv().GATEHOUSE_ADMINISTRATORS_GROUP_ID,
  );
  const pace = paceOf(change, viewer, moment.now);
  const ruleId = change.applied?.ruleId ?? change.ruleId;
  return (
    <>
      {pace && <RefreshWhileMoving {...pace} />}
      <PageHead
        crumbs={[
          { label: "Rules", href: paths.rules() },
          { label: "Changes", href: paths.ruleChanges() },
          ...(ruleId === null ? [] : [{ label: "the rule now", href: paths.rule(ruleId) }]),
        ]}
        title={change.name}
        aside={<RuleChangeState change={change} {...moment} />}
      />
      <RuleChangeSentence change={change} />
      {change.againWhy !== null && change.state === "waiting" && !change.isAnswered && (
        <Callout tone="warn" title="It is put to you again." says={change.againWhy} />
      )}
      <div className="mt-6">
        <Columns
          beside={
            <>
              <ChangeAct change={change} viewer={viewer} others={others} {...moment} />
              <RuleChangeSaid change={change} {...moment} />
            </>
          }
        >
          <RuleChangeDiff change={change} />
          {change.judged && <RuleChangeEffects judged={change.judged} />}
          <HappenedList happened={change.happened} {...moment} />
        </Columns>
      </div>
    </>
  );
}
