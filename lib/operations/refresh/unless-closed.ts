import { AwsFault } from "#lib/aws/aws-fault.ts";

/** What a read answers, or null when AWS does not let Gatehouse ask this way. Throws every other AwsFault. */
export async function unlessClosed<Answer>(read: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AwsFault && (error.kind === "denied" || error.kind === "not-offered")) return null;
    throw error;
  }
}
