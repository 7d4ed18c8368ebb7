import { noProgress, type SyncProgress } from "#lib/core/catalogue/sync-progress.ts";
import { db } from "#lib/db/client.ts";

/** A run was marked lost or taken from this worker while it read. */
export class RunLostError extends Error {
  constructor(runId: string) {
    super(`Sync run ${runId} is no longer this worker's.`);
    this.name = "RunLostError";
  }
}

const WRITE_EVERY_MS = 1_000;

/** Keeps a run's progress, and says in the database once a second that its worker is alive. */
export class RunProgress {
  readonly #runId: string;
  readonly #workerId: string;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #progress: SyncProgress = noProgress;
  #writing: Promise<void> = Promise.resolve();

  constructor(runId: string, workerId: string) {
    this.#runId = runId;
    this.#workerId = workerId;
    this.#timer = setInterval(() => {
      this.#writing = this.#writing.then(() => this.#write());
    }, WRITE_EVERY_MS);
  }

  /** Aborts when the run is no longer ours, so that the calls under way stop. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  get value(): SyncProgress {
    return this.#progress;
  }

  /** What is being read from here on; throws when the run is no longer ours. */
  reading(what: string): void {
    this.#lost.signal.throwIfAborted();
    this.#set({ reading: what });
  }

  read(rows: number): void {
    this.#set({ rows: this.#progress.rows + rows });
  }

  called(operation: string): void {
    const calls = this.#progress.calls;
    this.#set({ calls: { ...calls, [operation]: (calls[operation] ?? 0) + 1 } });
  }

  note(sentence: string): void {
    if (!this.#progress.notes.includes(sentence)) this.#set({ notes: [...this.#progress.notes, sentence] });
  }

  readsAllDetails(): void {
    this.#set({ readAllDetails: true });
  }

  finish(end: Partial<SyncProgress>): SyncProgress {
    this.#set({ ...end, reading: null });
    return this.#progress;
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
        update sync_run set progress = ${JSON.stringify(this.#progress)}::jsonb, progress_at = gatehouse_now()
        where id = ${this.#runId}::uuid and state = 'running' and worker_id = ${this.#workerId}`;
      if (moved === 0) this.#lost.abort(new RunLostError(this.#runId));
    } catch {
      // The database may be away for a moment. If it stays away, the run's last write says so by its own refusal.
    }
  }
}
