import type { Step } from "#lib/core/ledger.ts";
import { attach, changed, type Move, trouble } from "./change.ts";
import { judge, secondOf, tellsOfLanding, wants } from "./judge.ts";
import { giveBack, isLost, LONGEST_PAUSE, rest, settle, write } from "./row-writes.ts";
import { send } from "./send-moves.ts";
import type { Row, Worker, World } from "./world.ts";

const LEASE = 30;
const LAG = 30;

type Of<At extends Worker["at"]> = Extract<Worker, { at: At }>;

/** What one worker may do next: one effect, and what it learns from it. */
export function workerMoves(world: World, worker: Worker, index: number): Move[] {
  const name = `worker ${index}`;
  switch (worker.at) {
    case "idle":
      return claim(world, index, name);
    case "read":
      return [read(world, worker, index, name)];
    case "perform":
      return perform(world, worker, index, name);
    case "sighted":
      return [
        write(world, worker, index, `${name} writes down that it is ${worker.seen}`, (row, _, copy) => {
          const hasLanded = tellsOfLanding(copy, row, worker.seen);
          row.seen = worker.seen;
          row.seenAt = worker.readAt;
          row.absentSince = worker.seen === "present" ? null : (row.absentSince ?? worker.readAt);
          if (!hasLanded) return;
          for (const operation of row.operations) {
            if (operation.kind !== "create" || operation.outcome !== "unknown") continue;
            operation.outcome = "succeeded";
            operation.settledAt = worker.readAt;
          }
        }),
      ];
    case "found":
      return [
        write(world, worker, index, `${name} writes down what became of the operation`, (row, now) => {
          const operation = row.operations.find(({ id }) => id === worker.operationId);
          if (!operation || operation.settledAt !== null) return;
          if (worker.requestId === null) settle(row, operation, "unknown", now);
          else operation.requestId = worker.requestId;
        }),
      ];
    case "polled":
      return [polled(world, worker, index, name)];
    case "send":
      return send(world, worker, index, name);
    case "answered":
      return [answered(world, worker, index, name)];
    case "fault":
      return [fault(world, worker, index, name)];
  }
}

/** The id is saved whoever holds the row by now, as long as the operation has not settled. */
function answered(world: World, worker: Of<"answered">, index: number, name: string): Move {
  const { requestId, operationId, epoch } = worker;
  const words = `${name} saves the answer`;
  const find = (row: Row | null) =>
    row?.operations.find(({ id, settledAt }) => id === operationId && settledAt === null);
  if (requestId === null)
    return write(world, worker, index, words, (row, now) => {
      const operation = find(row);
      if (operation) settle(row, operation, "succeeded", now);
    });
  return {
    words,
    world: changed(world, (copy) => {
      const operation = find(copy.row);
      if (operation) operation.requestId = requestId;
      copy.workers[index] = { at: "read", epoch, isStalled: false };
    }),
  };
}

function claim(world: World, index: number, name: string): Move[] {
  const { row, now } = world;
  if (!row || row.dueAt === null || row.dueAt > now || (row.leaseUntil !== null && row.leaseUntil > now))
    return [];
  // Every sweep attaches before it claims.
  if (world.grants.some((grant) => grant.state === "scheduled" && grant.startsAt <= now)) return [];
  // Idle workers are alike: the first of them claims.
  if (world.workers.findIndex((worker) => worker.at === "idle") !== index) return [];
  return [
    {
      words: `${name} claims the row`,
      world: changed(world, (copy) => {
        if (!copy.row) return;
        copy.row.epoch += 1;
        copy.row.version += 1;
        copy.row.leaseUntil = now + LEASE;
        copy.workers[index] = { at: "read", epoch: copy.row.epoch, isStalled: false };
      }),
    },
  ];
}

function read(world: World, worker: Of<"read">, index: number, name: string): Move {
  const { row, now } = world;
  if (!row || isLost(world, worker))
    return { words: `${name} finds its claim taken`, world: changed(world, (copy) => rest(copy, index)) };
  const step = judge(world, row);
  return {
    words: `${name} is to ${said(step)}`,
    world: changed(world, (copy) => {
      if (!copy.row) return;
      copy.row.leaseUntil = now + LEASE;
      copy.row.version += 1;
      copy.workers[index] = {
        at: "perform",
        epoch: worker.epoch,
        step,
        version: copy.row.version,
        readAt: now,
        isStalled: false,
      };
    }),
  };
}

function said(step: Step): string {
  switch (step.do) {
    case "record":
      return `record ${step.changes.map(({ grantId, to, reason }) => `${grantId} ${to} ${reason ?? ""}`).join(", ")}`;
    case "wait":
      return `wait for a ${step.for}`;
    case "create":
    case "delete":
    case "look":
    case "poll":
    case "find-operation":
    case "give-up-waiting":
      return step.do;
  }
}

function perform(world: World, worker: Of<"perform">, index: number, name: string): Move[] {
  const { step, epoch } = worker;
  const open = world.row?.operations.find(({ settledAt }) => settledAt === null);
  switch (step.do) {
    case "look":
      return look(world, worker, index, name);
    case "find-operation": {
      const isListed = world.aws.operations.find(
        ({ kind, status }) => kind === step.kind && (status === "open" || status === "stuck"),
      );
      return [
        {
          words: `${name} lists AWS's open operations`,
          world: changed(world, (copy) => {
            copy.workers[index] = {
              at: "found",
              epoch,
              operationId: open?.id ?? -1,
              requestId: isListed?.requestId ?? null,
              isStalled: false,
            };
          }),
        },
      ];
    }
    case "give-up-waiting":
      return [
        write(world, worker, index, `${name} gives up waiting`, (row, now) => {
          const operation = row.operations.find(({ settledAt }) => settledAt === null);
          if (operation) settle(row, operation, operation.requestId === null ? "unknown" : "unfinished", now);
        }),
      ];
    case "poll": {
      const status = world.aws.operations.find(({ requestId }) => requestId === open?.requestId)?.status;
      const outcome = status === "succeeded" || status === "failed" ? status : null;
      return [
        {
          words: `${name} asks how far the operation is`,
          world: changed(world, (copy) => {
            copy.workers[index] = {
              at: "polled",
              epoch,
              operationId: open?.id ?? -1,
              outcome,
              isStalled: false,
            };
          }),
        },
      ];
    }
    case "create":
    case "delete":
      return [intend(world, worker, step, index, name)];
    case "record":
      return [
        write(world, worker, index, `${name} records`, (row, _, copy) => {
          row.origin = step.origin;
          if (step.tombstone !== "keep") {
            row.tombstoneAt = step.tombstone === "begin" ? worker.readAt : null;
            row.createAttempts = 0;
            row.verdict = null;
          }
          for (const change of step.changes) {
            const grant = copy.grants[Number(change.grantId.slice(1))];
            if (grant?.state !== change.from) continue;
            grant.state = change.to;
            grant.endReason = change.reason;
          }
        }),
      ];
    case "wait": {
      if (isLost(world, worker) || world.row?.version !== worker.version) {
        const isTaken = isLost(world, worker);
        return [
          {
            words: `${name} finds the row changed`,
            world: changed(world, (copy) => {
              if (isTaken) rest(copy, index);
              else copy.workers[index] = { at: "read", epoch, isStalled: false };
            }),
          },
        ];
      }
      return [
        {
          words: `${name} gives the row back`,
          world: changed(world, (copy) => {
            if (!copy.row) return;
            // A human takes hours, and what is seen meanwhile is the same.
            const isForHuman = step.for === "verdict" && step.until !== null;
            if (isForHuman) copy.row.dueAt = world.now + LONGEST_PAUSE;
            else copy.row.dueAt = step.until === null ? null : secondOf(step.until);
            copy.row.leaseUntil = null;
            copy.row.faults = 0;
            copy.row.version += 1;
            rest(copy, index);
          }),
        },
      ];
    }
  }
}

function look(world: World, worker: Of<"perform">, index: number, name: string): Move[] {
  const { aws, now } = world;
  const seeing = (seen: "present" | "absent") => (copy: World) => {
    copy.workers[index] = {
      at: "sighted",
      epoch: worker.epoch,
      seen,
      readAt: worker.readAt,
      isStalled: false,
    };
  };
  const truth = aws.isPresent ? "present" : "absent";
  const moves: Move[] = [{ words: `${name} looks: ${truth}`, world: changed(world, seeing(truth)) }];
  const isFresh = aws.changedAt !== null && now < aws.changedAt + LAG;
  const stale = truth === "present" ? "absent" : "present";
  const lagging = isFresh ? trouble(world, "lags", seeing(stale)) : null;
  if (lagging) moves.push({ words: `${name} looks at a list that lags: ${stale}`, world: lagging });
  return moves;
}

function polled(world: World, worker: Of<"polled">, index: number, name: string): Move {
  const { outcome, operationId } = worker;
  if (outcome === null)
    return write(world, worker, index, `${name} waits for AWS`, (row, now, copy) => {
      row.dueAt = now + 60;
      row.leaseUntil = null;
      rest(copy, index);
    });
  return write(world, worker, index, `${name} writes down that it ${outcome}`, (row, now, copy) => {
    const operation = row.operations.find(({ id }) => id === operationId);
    if (operation && operation.settledAt === null) settle(row, operation, outcome, now);
    if (outcome === "failed") giveBack(copy, index);
  });
}

/** The intent is judged again under the row's lock, and grants whose start was reached are attached first. */
function intend(
  world: World,
  worker: Of<"perform">,
  step: Extract<Step, { do: "create" | "delete" }>,
  index: number,
  name: string,
): Move {
  const move = write(world, worker, index, `${name} writes down its ${step.do}`, (row, now, copy) => {
    const again = judge(copy, row);
    row.leaseUntil = now + LEASE;
    if (again.do !== step.do) return;
    if (again.do === "create" && step.do === "create" && again.grantId !== step.grantId) return;
    const waiting = copy.grants.flatMap((grant, at) =>
      grant.state === "scheduled" && wants(grant, now) ? [at] : [],
    );
    if (step.do === "delete" && waiting.length > 0) {
      for (const at of waiting) attach(copy, at);
      return;
    }
    const operationId = copy.nextId;
    copy.nextId += 1;
    row.operations.push({
      id: operationId,
      kind: step.do,
      requestId: null,
      startedAt: now,
      settledAt: null,
      outcome: null,
    });
    if (step.do === "create") {
      // What came between the look and this intent cannot be told from what the create will make.
      copy.aws.isKnownForeign = false;
      row.origin = "ours";
      row.createAttempts += 1;
      row.tombstoneAt = null;
    }
    copy.workers[index] = {
      at: "send",
      epoch: worker.epoch,
      kind: step.do,
      operationId,
      intendedAt: now,
      isStalled: false,
    };
  });
  return { ...move, ...brokenByIntent(move.world, index) };
}

function brokenByIntent(after: World, index: number): { broken?: string } {
  const worker = after.workers[index];
  if (worker?.at !== "send") return {};
  const isWanted = after.grants.some((grant) => wants(grant, after.now));
  if (worker.kind === "delete" && isWanted) return { broken: "S3: a delete while a grant wants it" };
  if (worker.kind === "create" && !isWanted) return { broken: "S1: a create that no grant wants" };
  if (after.row && after.row.operations.filter(({ settledAt }) => settledAt === null).length > 1)
    return { broken: "S4: two operations open" };
  return {};
}

function fault(world: World, worker: Of<"fault">, index: number, name: string): Move {
  return write(world, worker, index, `${name} writes down the fault`, (row, now, copy) => {
    const operation = row.operations.find(({ id }) => id === worker.refused);
    if (operation && operation.settledAt === null) {
      settle(row, operation, "refused", now);
      if (operation.kind === "create") row.createAttempts -= 1;
    }
    giveBack(copy, index);
  });
}
