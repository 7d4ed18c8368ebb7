import type { AwsConnection } from "#lib/aws/connect.ts";
import type { Call } from "#lib/aws/limiter.ts";
import type { RunProgress } from "./run-progress.ts";

/** The worker's connection as one run uses it: its calls are counted, and none starts once the run is over or lost. */
export class RunConnection {
  readonly aws: AwsConnection;
  #isOver = false;

  constructor(connection: AwsConnection, progress: RunProgress) {
    const { limiter } = connection;
    this.aws = {
      ...connection,
      // What one run found missing, the next one asks for again.
      notOffered: new Set(),
      limiter: {
        ...limiter,
        turn: async (call: Call) => {
          progress.signal.throwIfAborted();
          if (this.#isOver) throw new Error("The read is over.");
          await limiter.turn(call);
          progress.called(`${call.service}:${call.operation}`);
        },
      },
    };
  }

  /** Keeps what is still queued from being called. */
  close(): void {
    this.#isOver = true;
  }
}
