import { AwsFault } from "#lib/aws/aws-fault.ts";

/** What a read answers, or the fallback when what it asks about is gone since it was listed. Throws every other AwsFault. */
export async function goneAs<Answer, Fallback>(
  fallback: Fallback,
  read: () => Promise<Answer>,
): Promise<Answer | Fallback> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") return fallback;
    throw error;
  }
}
