import { z } from "zod";
import { AwsFault, type AwsFaultKind, type AwsService } from "./aws-fault.ts";

const thrown = z.object({
  name: z.string().catch("Error"),
  message: z.string().catch(""),
  /** The services that spell it with a capital; the SDK does not always copy it to `message`. */
  Message: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  $metadata: z
    .object({
      httpStatusCode: z.number().optional().catch(undefined),
      requestId: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  $response: z.object({ statusCode: z.number() }).optional().catch(undefined),
});

type Thrown = z.infer<typeof thrown>;

/** The names that AWS gives, by what they mean for us. */
const kindsByName: Readonly<Record<string, AwsFaultKind>> = {
  ThrottlingException: "throttled",
  Throttling: "throttled",
  ThrottledException: "throttled",
  TooManyRequestsException: "throttled",
  RequestLimitExceeded: "throttled",
  SlowDown: "throttled",
  ServiceQuotaExceededException: "quota",
  ConflictException: "conflict",
  ConcurrentModificationException: "conflict",
  AccessDeniedException: "denied",
  AccessDenied: "denied",
  UnauthorizedException: "denied",
  ResourceNotFoundException: "gone",
  AccountNotFoundException: "gone",
  ChildNotFoundException: "gone",
  ParentNotFoundException: "gone",
  RootNotFoundException: "gone",
  OrganizationalUnitNotFoundException: "gone",
  TargetNotFoundException: "gone",
  ExpiredToken: "expired-credentials",
  ExpiredTokenException: "expired-credentials",
  UnrecognizedClientException: "expired-credentials",
  InvalidClientTokenId: "expired-credentials",
  CredentialsProviderError: "expired-credentials",
  TokenRefreshRequired: "expired-credentials",
  RequestTimeTooSkewed: "skewed",
  RequestExpired: "skewed",
  RequestInTheFuture: "skewed",
  UnknownOperationException: "not-offered",
  UnsupportedAPIEndpointException: "not-offered",
  NotImplemented: "not-offered",
  NotImplementedException: "not-offered",
  InternalServerException: "unavailable",
  InternalFailure: "unavailable",
  ServiceException: "unavailable",
  ServiceUnavailable: "unavailable",
  ServiceUnavailableException: "unavailable",
  TimeoutError: "timeout",
  RequestTimeout: "timeout",
  RequestTimeoutException: "timeout",
  SyntaxError: "malformed",
};

const signatureNames = new Set(["InvalidSignatureException", "SignatureDoesNotMatch"]);
const neverConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
const connectionLost = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET"]);

/**
 * Turns whatever an SDK call threw into a typed fault; one that is typed already passes through. Names as in the error lists of
 * https://docs.aws.amazon.com/singlesignon/latest/APIReference/CommonErrors.html and of the three services.
 */
export function classifyFault(error: unknown, call: { service: AwsService; operation: string }): AwsFault {
  if (error instanceof AwsFault) return error;
  const parsed = thrown.safeParse(error);
  const known: Thrown = parsed.success ? parsed.data : { name: "Error", message: String(error) };
  const kind = kindOf(known);
  return new AwsFault(
    {
      kind,
      ...call,
      awsMessage: known.message || known.Message || known.name,
      requestId: known.$metadata?.requestId ?? null,
      mayHaveHappened: mayHaveHappened(kind, known),
    },
    error,
  );
}

function kindOf(known: Thrown): AwsFaultKind {
  const kind = kindsByName[known.name];
  // Too many open operations come under throttling's name, but waiting a moment does not help.
  if (kind === "throttled" && /too many requests processing/i.test(messageOf(known))) return "quota";
  if (kind !== undefined) return kind;
  // The same name stands for a wrong secret, which no other clock mends.
  if (signatureNames.has(known.name) && /expired|not yet current|skew/i.test(messageOf(known)))
    return "skewed";
  const status = known.$metadata?.httpStatusCode ?? known.$response?.statusCode;
  if (status === 501) return "not-offered";
  if (status === 429) return "throttled";
  if (status !== undefined && status >= 500) return "unavailable";
  if (known.code !== undefined && (neverConnected.has(known.code) || connectionLost.has(known.code))) {
    return "unavailable";
  }
  return "unexpected";
}

function messageOf(known: Thrown): string {
  return known.message || known.Message || "";
}

function mayHaveHappened(kind: AwsFaultKind, known: Thrown): boolean {
  switch (kind) {
    case "throttled":
    case "quota":
    case "conflict":
    case "denied":
    case "gone":
    case "expired-credentials":
    case "skewed":
    case "not-offered":
    case "stale-token":
    case "unbudgeted":
      return false;
    case "unavailable":
      return !(known.code !== undefined && neverConnected.has(known.code));
    case "timeout":
    case "malformed":
      return true;
    case "unexpected":
      return (known.$metadata?.httpStatusCode ?? 500) >= 500;
  }
}
