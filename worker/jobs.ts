import { hostname } from "node:os";
import type { AwsConnection } from "#lib/aws/connect.ts";
import type { WorkerActor } from "#lib/core/actor.ts";
import type { Hook } from "#lib/core/hooks/hook.ts";
import { FIRST_USUAL_MS } from "#lib/core/pauses.ts";
import { flushCounts } from "#lib/db/counts.ts";
import type { WorkerEnv } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import type { Mailer } from "#lib/mail/transport.ts";
import { answerAsks } from "#lib/operations/answer-asks.ts";
import { askAgain } from "#lib/operations/ask-again.ts";
import { beat } from "#lib/operations/beat.ts";
import { awsCallCounter } from "#lib/operations/count-aws-calls.ts";
import { tellDelegates } from "#lib/operations/delegations/tell-delegates.ts";
import { endAccessOfDisabled } from "#lib/operations/end-access-of-disabled.ts";
import { endSessionsOfDisabled } from "#lib/operations/end-sessions-of-disabled.ts";
import { answerReplays } from "#lib/operations/hooks/answer-replays.ts";
import { deliver } from "#lib/operations/hooks/deliver.ts";
import { noteHooks } from "#lib/operations/hooks/note-hooks.ts";
import { spreadEvents } from "#lib/operations/hooks/spread-events.ts";
import { sweepDeliveries } from "#lib/operations/hooks/sweep-deliveries.ts";
import { invalidateRequests } from "#lib/operations/invalidate-requests.ts";
import { lapseRequests } from "#lib/operations/lapse-requests.ts";
import { mailAlarms } from "#lib/operations/mail-alarms.ts";
import { noteAwsClock } from "#lib/operations/note-aws-clock.ts";
import { noteCriticalAccounts } from "#lib/operations/note-critical-accounts.ts";
import { postAlarms } from "#lib/operations/post-alarms.ts";
import { refreshAsked } from "#lib/operations/refresh-asked.ts";
import { remindOfEnd } from "#lib/operations/remind-of-end.ts";
import { answerRuleChanges } from "#lib/operations/rules/answer-rule-changes.ts";
import { sendLetters } from "#lib/operations/send-letters.ts";
import { sweepSessions } from "#lib/operations/sweep-sessions.ts";
import { syncDue } from "#lib/operations/sync-catalogue.ts";
import { sweepAnswers } from "#lib/operations/tokens/sweep-answers.ts";
import { watchAlarms } from "#lib/operations/watch-alarms.ts";
import { watchPeople } from "#lib/operations/watch-people.ts";
import type { Job, Waker } from "./loop.ts";
import { assignmentPool } from "./pool.ts";

export type Parts = {
  actor: WorkerActor;
  env: WorkerEnv;
  aws: AwsConnection;
  mailer: Mailer;
  hooks: readonly Hook[];
};

/** Wakes the sweep of assignments from within. */
const ASSIGNMENTS = "assignments";
/** Wakes the deliveries of webhooks from within. */
const DELIVERIES = "deliveries";

/** What the worker does: name, when, operation. */
export function jobs({ actor, env, aws, mailer, hooks }: Parts, waker: Waker): readonly Job[] {
  const settings = {
    aws,
    instanceArn: env.IDENTITY_CENTER_INSTANCE_ARN,
    maxOpenOperations: env.MAX_OPEN_ASSIGNMENT_OPERATIONS,
    pace: { usualMs: FIRST_USUAL_MS },
  };
  const post = {
    mailer,
    baseUrl: env.GATEHOUSE_URL,
    organisation: env.GATEHOUSE_ORGANISATION_NAME,
    zone: env.GATEHOUSE_ZONE,
    mailsBeforeDigest: env.MAILS_BEFORE_DIGEST,
  };
  const { ALARM_WEBHOOK_URL: hookUrl, ALARM_WEBHOOK_SECRET: hookSecret } = env;
  const countAwsCalls = awsCallCounter(aws.limiter);
  const pool = assignmentPool(actor, settings, () => waker.wake(ASSIGNMENTS));
  return [
    {
      name: "heartbeat",
      everyMs: 5_000,
      wakesOn: [],
      async run(now) {
        await beat({ actor, now }, hostname());
        countAwsCalls();
        await flushCounts();
        return false;
      },
    },
    {
      name: "assignments",
      everyMs: 2_000,
      wakesOn: ["grants", ASSIGNMENTS],
      run: (now) => pool.sweep({ actor, now }),
      finish: () => pool.drained(),
    },
    {
      name: "asks",
      everyMs: 2_000,
      wakesOn: ["grants"],
      async run(now) {
        const administratorsGroupId = env.GATEHOUSE_ADMINISTRATORS_GROUP_ID;
        const { answered, faults } = await answerAsks({ actor, now }, { administratorsGroupId });
        for (const fault of faults) log.warn({ job: "asks", err: fault }, "an ask has to wait");
        if (answered > 0) waker.wake(ASSIGNMENTS);
        return false;
      },
    },
    {
      name: "rule changes",
      everyMs: 5_000,
      wakesOn: ["rules"],
      async run(now) {
        const administratorsGroupId = env.GATEHOUSE_ADMINISTRATORS_GROUP_ID;
        const { answered, faults } = await answerRuleChanges({ actor, now }, { administratorsGroupId });
        for (const fault of faults)
          log.warn({ job: "rule changes", err: fault }, "a change of a rule has to wait");
        return answered > 0;
      },
    },
    {
      name: "alarms",
      everyMs: 10_000,
      wakesOn: [],
      async run(now) {
        // A worker that is only just starting must not miss itself.
        await beat({ actor, now }, hostname());
        await watchAlarms({ actor, now }, env.SYNC_EVERY_MINUTES * 60_000);
        return false;
      },
    },
    {
      name: "alarm mail",
      everyMs: 5_000,
      wakesOn: [],
      async run(now) {
        const faults = await mailAlarms({ actor, now }, { ...post, operators: env.OPERATOR_MAIL });
        for (const fault of faults) log.warn({ job: "alarm mail", err: fault }, "an alarm has to wait");
        return false;
      },
    },
    {
      name: "alarm webhook",
      everyMs: 5_000,
      wakesOn: [],
      async run(now) {
        if (!hookUrl || !hookSecret) return false;
        const settings = { url: hookUrl, secret: hookSecret, baseUrl: env.GATEHOUSE_URL };
        const { isMoreWaiting, faults } = await postAlarms({ actor, now }, settings);
        for (const fault of faults) log.warn({ job: "alarm webhook", err: fault }, "an alarm has to wait");
        return isMoreWaiting;
      },
    },
    {
      name: "webhooks",
      everyMs: 3_000,
      wakesOn: ["letters", "grants", "webhooks"],
      async run(now) {
        await noteHooks({ actor, now }, hooks);
        const settings = {
          hooks,
          baseUrl: env.GATEHOUSE_URL,
          administratorsGroupId: env.GATEHOUSE_ADMINISTRATORS_GROUP_ID,
        };
        const spread = await spreadEvents({ actor, now }, settings);
        const replays = await answerReplays({ actor, now }, settings);
        await sweepDeliveries({ actor, now });
        for (const fault of [...spread.faults, ...replays.faults])
          log.warn({ job: "webhooks", err: fault }, "an event has to wait");
        if (spread.made + replays.answered > 0) waker.wake(DELIVERIES);
        return spread.isMoreWaiting;
      },
    },
    // Each on its own: one that does not answer holds up no other.
    ...hooks.map((hook) => ({
      name: `webhook ${hook.name}`,
      everyMs: 5_000,
      wakesOn: [DELIVERIES],
      async run(now: Date) {
        const { isMoreWaiting, faults } = await deliver({ actor, now }, hook, { zone: env.GATEHOUSE_ZONE });
        for (const fault of faults)
          log.warn({ job: `webhook ${hook.name}`, err: fault }, "a delivery has to wait");
        return isMoreWaiting;
      },
    })),
    {
      name: "aws clock",
      everyMs: 10_000,
      wakesOn: [],
      async run() {
        await noteAwsClock(aws);
        return false;
      },
    },
    {
      name: "letters",
      everyMs: 3_000,
      wakesOn: ["letters", "grants"],
      async run(now) {
        const { isMoreWaiting, failures } = await sendLetters({ actor, now }, post);
        for (const failure of failures) log.warn({ job: "letters", err: failure }, "a letter has to wait");
        for (const fault of await tellDelegates({ actor, now }, post))
          log.warn({ job: "letters", err: fault }, "a delegate has to wait");
        return isMoreWaiting;
      },
    },
    {
      name: "requests",
      everyMs: 10_000,
      wakesOn: [],
      async run(now) {
        await lapseRequests({ actor, now });
        if ((await askAgain({ actor, now })) > 0) waker.wake("letters");
        await invalidateRequests({ actor, now });
        if ((await remindOfEnd({ actor, now })) > 0) waker.wake("letters");
        return false;
      },
    },
    {
      name: "catalogue",
      everyMs: 15_000,
      wakesOn: ["sync"],
      async run(now) {
        const outcome = await syncDue({ actor, now }, { aws, everyMinutes: env.SYNC_EVERY_MINUTES });
        if (outcome) log.info({ job: "catalogue", outcome }, "read AWS");
        return false;
      },
    },
    {
      name: "critical accounts",
      everyMs: 30 * 60_000,
      wakesOn: [],
      async run(now) {
        await noteCriticalAccounts({ actor, now }, aws, env.GATEHOUSE_ACCOUNT_ID);
        return false;
      },
    },
    {
      name: "refreshes",
      everyMs: 3_000,
      wakesOn: ["refresh"],
      async run(now) {
        const outcome = await refreshAsked({ actor, now }, aws);
        if (outcome) log.info({ job: "refreshes", outcome }, "read one thing again");
        return outcome !== null;
      },
    },
    {
      name: "people",
      everyMs: 120_000,
      wakesOn: [],
      async run(now) {
        await watchPeople({ actor, now }, aws);
        return false;
      },
    },
    {
      name: "disabled people",
      everyMs: 15_000,
      wakesOn: ["sync"],
      async run(now) {
        await endSessionsOfDisabled({ actor, now });
        await endAccessOfDisabled({ actor, now });
        await sweepSessions({ actor, now });
        await sweepAnswers({ actor, now });
        return false;
      },
    },
  ];
}
