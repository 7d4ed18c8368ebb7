import type { AwsFault } from "#lib/aws/aws-fault.ts";

/** Why a read of AWS came to nothing, in one sentence for an administrator. */
export function explainFault(fault: AwsFault): string {
  const said = fault.awsMessage.replace(/\.?$/, ".");
  switch (fault.kind) {
    case "denied":
      return `AWS denied ${fault.operation} to the worker's role: ${said}`;
    case "expired-credentials":
      return `AWS does not accept the worker's credentials: ${said}`;
    case "skewed":
      return `The worker's clock is too far from AWS's: ${said}`;
    case "throttled":
    case "quota":
      return `AWS kept refusing ${fault.operation} for being asked too often: ${said}`;
    case "unavailable":
    case "timeout":
      return `AWS did not answer ${fault.operation}: ${said}`;
    case "not-offered":
      return `AWS does not offer ${fault.operation} here, and the read cannot do without it.`;
    case "unbudgeted":
      return `${fault.operation} was not sent: Gatehouse could not ask its database how many calls AWS allows.`;
    case "malformed":
      return `AWS answered ${fault.operation} with something unreadable: ${said}`;
    case "stale-token":
      return `AWS let the pages of ${fault.operation} expire twice while they were read: ${said}`;
    case "gone":
    case "conflict":
    case "unexpected":
      return `${fault.operation} failed: ${said}`;
  }
}
