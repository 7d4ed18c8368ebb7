import type { AwsService } from "#lib/aws/aws-fault.ts";
import { budgetOf } from "#lib/aws/budgets.ts";
import { type CallsLeft, secondsLeft } from "#lib/core/catalogue/seconds-left.ts";
import { noProgress, type SyncProgress, type SyncStep } from "#lib/core/catalogue/sync-progress.ts";
import { db } from "#lib/db/client.ts";

/** A run was marked lost or taken from this worker while it read. */
export class RunLostError extends Error {
  constructor(runId: string) {
    super(`Sync run ${runId} is no longer this worker's.`);
    this.name = "RunLostError";
  }
}

const WRITE_EVERY_MS = 1_000;

/** A kind of listing, and which calls it takes. */
export type Step = {
  /** In the words of a page: "groups". */
  what: string;
  service: AwsService;
  operation: string;
  /** How many listings there are; null while that is not known. */
  of: number | null;
};

export type StepProgress = {
  /** So many more are finished. */
  finished(more: number): void;
  /** There are no more than are finished. */
  ended(): void;
};

/** Keeps a run's progress, and says in the database once a second that its worker is alive. */
export class RunProgress {
  readonly #runId: string;
  readonly #workerId: string;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #steps: (Step & SyncStep)[] = [];
  readonly #calls = new Map<string, number>();
  #progress: SyncProgress = noProgress;
  #writing: Promise<void> = Promise.resolve();

  /** @param notes what an earlier run that it goes on from had to say */
  constructor(runId: string, workerId: string, notes: readonly string[] = []) {
    this.#runId = runId;
    this.#workerId = workerId;
    this.#progress = { ...noProgress, notes };
    this.#timer = setInterval(() => {
      this.#writing = this.#writing.then(() => this.#write());
    }, WRITE_EVERY_MS);
  }

  /** Aborts when the run is no longer ours, so that the calls under way stop. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  get value(): SyncProgress {
    return {
      ...this.#progress,
      steps: this.#steps.map(({ what, done, of }) => ({ what, done, of })),
      // Before the last listings have begun, most of what is left is not known.
      secondsLeft: this.#steps.some(isOfAssignments) ? secondsLeft(this.#steps.map(callsLeft)) : null,
      calls: Object.fromEntries(this.#calls),
    };
  }

  /**
   * What is being read from here on, besides what is read already. Throws when the run is no longer ours.
   * @returns the step, which is to be told what is finished
   */
  reading(step: Step): StepProgress {
    this.#lost.signal.throwIfAborted();
    const kept: Step & SyncStep = { ...step, done: 0 };
    this.#steps.push(kept);
    this.#set({ reading: step.what });
    return {
      finished(more) {
        kept.done += more;
      },
      ended() {
        kept.of = kept.done;
      },
    };
  }

  read(rows: number): void {
    this.#set({ rows: this.#progress.rows + rows });
  }

  /** So many parts were read by an earlier run. */
  keeps(parts: number): void {
    this.#set({ partsKept: parts });
  }

  called(operation: string): void {
    this.#calls.set(operation, (this.#calls.get(operation) ?? 0) + 1);
  }

  note(sentence: string): void {
    if (!this.#progress.notes.includes(sentence)) this.#set({ notes: [...this.#progress.notes, sentence] });
  }

  finish(end: Partial<SyncProgress>): SyncProgress {
    this.#set({ ...end, reading: null });
    return { ...this.value, secondsLeft: null };
  }

  /** Stops saying that the worker is alive, once what is being written is written. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
  }

  #set(part: Partial<SyncProgress>): void {
    this.#progress = { ...this.#progress, ...part };
  }

  async #write(): Promise<void> {
    try {
      const moved = await db().$executeRaw`
        update sync_run set progress = ${JSON.stringify(this.value)}::jsonb, progress_at = gatehouse_now()
        where id = ${this.#runId}::uuid and state = 'running' and worker_id = ${this.#workerId}`;
      if (moved === 0) this.#lost.abort(new RunLostError(this.#runId));
    } catch {
      // The database may be away for a moment. If it stays away, the run's last write says so by its own refusal.
    }
  }
}

/** The rows of a listing, each told to its step. */
export async function* counted<Row>(rows: AsyncIterable<Row>, step: StepProgress): AsyncGenerator<Row> {
  for await (const row of rows) {
    step.finished(1);
    yield row;
  }
}

function callsLeft({ service, operation, done, of }: Step & SyncStep): CallsLeft {
  const { name, shared } = budgetOf(service, operation);
  return { budget: name, perSecond: shared.perSecond, calls: of === null ? null : Math.max(0, of - done) };
}

function isOfAssignments({ operation }: Step): boolean {
  return operation.startsWith("ListAccountAssignments");
}
