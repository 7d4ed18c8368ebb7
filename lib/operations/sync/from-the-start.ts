import { AwsFault } from "#lib/aws/aws-fault.ts";

/**
 * Reads a list, and once more from its start when a page token went stale on the way.
 * @param read reads the whole list; what it did before it failed must not stand in the way of another time
 */
export async function fromTheStart<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "stale-token") return await read();
    throw error;
  }
}
