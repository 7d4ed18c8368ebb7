import type { ReactNode } from "react";
import { SILENT_AFTER_SECONDS } from "#components/catalogue/status-sentence.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Section } from "#components/ui/section.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import { isOld, type SyncAge } from "#lib/core/catalogue/sync-age.ts";
import { countCalls, type SyncProgress } from "#lib/core/catalogue/sync-progress.ts";
import { count, formatDuration, formatLogTime } from "#lib/format.ts";

type Run = { state: string; startedAt: Date | null; finishedAt: Date | null; progress: SyncProgress };

type StatusPartsProps = {
  age: SyncAge;
  runs: readonly Run[];
  workers: readonly { workerId: string; host: string; startedAt: Date; beatAt: Date }[];
  stuck: readonly { personName: string; accountName: string; permissionSetName: string; endsAt: Date }[];
  letters: { waiting: number; oldestDueAt: Date | null; undeliverable: number } | null;
  now: Date;
  zone: string;
};

/** The parts that must work, each with how it does. */
export function StatusParts(props: StatusPartsProps) {
  const head = (
    <>
      <HeadCell>Part</HeadCell>
      <HeadCell>State</HeadCell>
      <HeadCell>Detail</HeadCell>
    </>
  );
  return (
    <Section title="Parts" note={`looked at ${formatLogTime(props.now, props.zone)}`}>
      <Table caption="Parts" head={head} headIs="sr" fold="blocks">
        <WorkerPart {...props} />
        <SyncPart {...props} />
        <RemovalsPart {...props} />
        <LettersPart {...props} />
      </Table>
    </Section>
  );
}

function Part({
  name,
  state,
  isAlarm = false,
  children,
}: {
  name: string;
  state: ReactNode;
  isAlarm?: boolean;
  children: ReactNode;
}) {
  return (
    <tr {...(isAlarm && { "data-kind": "alarm" })}>
      <Cell heads className="wide:w-44">
        <span className="font-strong">{name}</span>
      </Cell>
      <Cell className="wide:w-72">{state}</Cell>
      <Cell quiet phone="wide">
        {children}
      </Cell>
    </tr>
  );
}

function Good({ children }: { children: ReactNode }) {
  return (
    <span className="flex items-center gap-1.25 font-medium text-state-active">
      <Icon name="check" size={15} />
      {children}
    </span>
  );
}

function Warn({ children }: { children: ReactNode }) {
  return (
    <span className="flex items-center gap-1.25 font-medium text-state-ending">
      <Icon name="triangle-alert" size={15} />
      {children}
    </span>
  );
}

function WorkerPart({ workers, now }: StatusPartsProps) {
  const ageOf = (at: Date) => formatDuration(now.getTime() - at.getTime());
  const alive = workers.filter(
    ({ beatAt }) => now.getTime() - beatAt.getTime() <= SILENT_AFTER_SECONDS * 1000,
  );
  const [latest] = workers;
  if (!latest) {
    return (
      <Part name="Worker" isAlarm state={<State is="blocked">none seen today</State>}>
        start one: without it nothing is granted or removed
      </Part>
    );
  }
  const beat = ageOf(latest.beatAt);
  if (alive.length === 0) {
    return (
      <Part name="Worker" isAlarm state={<State is="blocked">silent for {beat}</State>}>
        last heard on {latest.host}; nothing is granted or removed until one runs
      </Part>
    );
  }
  return (
    <Part name="Worker" state={<Good>alive, {beat} ago</Good>}>
      {count(alive.length, "worker")}, on {alive.map(({ host }) => host).join(", ")}, the latest up for{" "}
      {ageOf(latest.startedAt)}
    </Part>
  );
}

function SyncPart({ age, runs, now }: StatusPartsProps) {
  const done = runs.find((run) => run.state === "done");
  const detail = done?.progress.counts
    ? `${count(done.progress.counts.accounts, "account")}, ${count(done.progress.counts.assignments, "assignment")}, ${took(done)}, ${count(countCalls(done.progress), "call")}`
    : "nothing read yet";
  return (
    <Part name="Read of AWS" state={<SyncState age={age} now={now} />}>
      {age.failed ? age.failed.failure : detail}
    </Part>
  );
}

function SyncState({ age, now }: { age: SyncAge; now: Date }) {
  if (age.failed)
    return <Warn>failed {formatDuration(now.getTime() - age.failed.at.getTime())} ago, changed nothing</Warn>;
  if (age.readAt === null) return <Warn>not yet</Warn>;
  const ago = formatDuration(now.getTime() - age.readAt.getTime());
  return isOld(age, now) ? <Warn>old: {ago} ago</Warn> : <Good>complete, {ago} ago</Good>;
}

function RemovalsPart({ stuck, now }: StatusPartsProps) {
  const [oldest] = stuck;
  if (!oldest) {
    return (
      <Part name="Removals" state={<Good>none stuck</Good>}>
        what ended is gone from AWS, or about to be
      </Part>
    );
  }
  const overdue = formatDuration(now.getTime() - oldest.endsAt.getTime());
  return (
    <Part
      name="Removals"
      isAlarm
      state={
        <State is="blocked">
          {oldest.endsAt < now ? `${stuck.length} stuck, ${overdue}` : `${stuck.length} stuck`}
        </State>
      }
    >
      oldest: {oldest.permissionSetName} in {oldest.accountName}, {oldest.personName}
    </Part>
  );
}

function LettersPart({ letters, now }: StatusPartsProps) {
  if (!letters) return null;
  const { waiting, oldestDueAt, undeliverable } = letters;
  const late = oldestDueAt && now.getTime() - oldestDueAt.getTime() > 120_000;
  const bad =
    undeliverable > 0
      ? `${count(undeliverable, "letter")} could not be delivered`
      : "every letter found its way";
  return (
    <Part
      name="Letters"
      state={
        waiting === 0 ? (
          <Good>none waiting</Good>
        ) : late ? (
          <Warn>
            {waiting} waiting for {formatDuration(now.getTime() - oldestDueAt.getTime())}
          </Warn>
        ) : (
          <Good>{waiting} on the way</Good>
        )
      }
    >
      {bad}
    </Part>
  );
}

function took(run: Run): string {
  if (!run.startedAt || !run.finishedAt) return "–";
  return formatDuration(run.finishedAt.getTime() - run.startedAt.getTime());
}
