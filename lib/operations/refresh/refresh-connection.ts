import type { AwsConnection } from "#lib/aws/connect.ts";

/** The worker's connection as one refresh uses it: its calls are counted, and none starts once the refresh is over. */
export class RefreshConnection {
  readonly aws: AwsConnection;
  #calls = 0;
  #isOver = false;

  constructor(connection: AwsConnection) {
    const { limiter } = connection;
    this.aws = {
      ...connection,
      notOffered: new Set(),
      limiter: {
        ...limiter,
        turn: async (call) => {
          if (this.#isOver) throw new Error("The read is over.");
          await limiter.turn(call);
          this.#calls += 1;
        },
      },
    };
  }

  get calls(): number {
    return this.#calls;
  }

  /** Keeps what is still queued from being called. */
  close(): void {
    this.#isOver = true;
  }
}
