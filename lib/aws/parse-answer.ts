import { z } from "zod";
import { AwsFault, type AwsService } from "./aws-fault.ts";

/**
 * Parses an SDK answer at the door. A member that we rely on and that is missing or of another type throws a malformed
 * AwsFault naming the operation and the member. Members that we do not know are ignored.
 */
export function parseAnswer<Answer>(
  schema: z.ZodType<Answer>,
  answer: unknown,
  call: { service: AwsService; operation: string },
): Answer {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw malformed(call, z.prettifyError(parsed.error));
}

export function malformed(call: { service: AwsService; operation: string }, message: string): AwsFault {
  return new AwsFault({
    kind: "malformed",
    service: call.service,
    operation: call.operation,
    awsMessage: message,
    requestId: null,
    mayHaveHappened: true,
  });
}
