import { AwsFault } from "../aws-fault.ts";

/** What a read answers, or null when AWS has no such thing. Throws every other AwsFault. */
export async function nullWhenGone<Answer>(read: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") return null;
    throw error;
  }
}
