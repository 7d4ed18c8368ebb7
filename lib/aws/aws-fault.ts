export type AwsService = "sso-admin" | "identitystore" | "organizations";

/** What an AWS call can go wrong with, as far as Gatehouse acts differently on it. */
export type AwsFaultKind =
  | "throttled"
  | "quota"
  | "conflict"
  | "denied"
  | "gone"
  | "expired-credentials"
  /** The call was signed with a clock that is too far from AWS's; the SDK learns the difference from the refusal. */
  | "skewed"
  | "unavailable"
  | "timeout"
  | "not-offered"
  /** Gatehouse could not ask its own budget, so the call was not sent. */
  | "unbudgeted"
  | "malformed"
  /** A list broke off because its page token is no longer good; it can be begun again. */
  | "stale-token"
  | "unexpected";

export type AwsFaultDetail = {
  kind: AwsFaultKind;
  service: AwsService;
  operation: string;
  /** AWS's own words, for people. */
  awsMessage: string;
  requestId: string | null;
  /** False only when AWS certainly did nothing: it refused the request, or no connection was made. */
  mayHaveHappened: boolean;
};

/** An AWS call that gave no usable answer. An incomplete read is one of these too: it is never a shorter list. */
export class AwsFault extends Error {
  override readonly name = "AwsFault";
  readonly kind: AwsFaultKind;
  readonly service: AwsService;
  readonly operation: string;
  readonly awsMessage: string;
  readonly requestId: string | null;
  readonly mayHaveHappened: boolean;

  constructor(detail: AwsFaultDetail, cause?: unknown) {
    super(`${detail.service} ${detail.operation}: ${detail.kind}: ${detail.awsMessage}`, { cause });
    this.kind = detail.kind;
    this.service = detail.service;
    this.operation = detail.operation;
    this.awsMessage = detail.awsMessage;
    this.requestId = detail.requestId;
    this.mayHaveHappened = detail.mayHaveHappened;
  }
}
