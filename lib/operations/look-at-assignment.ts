import { type AssignmentTarget, type EngineUrgency, isAssigned } from "#lib/aws/assignments.ts";
import { AwsFault } from "#lib/aws/aws-fault.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";

/**
 * Looks whether the assignment stands. A permission set or account that is gone has no assignments left.
 * @throws AwsFault when AWS does not tell, or not all of it: then nothing is known
 */
export async function lookAtAssignment(
  aws: AwsConnection,
  target: AssignmentTarget,
  urgency: EngineUrgency,
): Promise<"present" | "absent"> {
  try {
    return await isAssigned(aws, target, urgency);
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") return "absent";
    throw error;
  }
}
