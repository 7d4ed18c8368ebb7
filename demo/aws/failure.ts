import type { StaticErrorSchema } from "@smithy/types";

/** An answer that AWS would give as an error: its name on the wire, its HTTP status and its text. */
export class AwsFailure extends Error {
  readonly errorName: string;
  readonly httpStatus: number;

  constructor(errorName: string, message: string, httpStatus = 400) {
    super(message);
    this.errorName = errorName;
    this.httpStatus = httpStatus;
  }
}

/** An error of the service's own model, so that a name which the SDK does not know cannot be thrown. */
export function failure(schema: StaticErrorSchema, message: string): AwsFailure {
  return new AwsFailure(schema[2], message);
}
