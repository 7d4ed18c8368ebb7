import { expect, test } from "vitest";
import { AwsFault } from "./aws-fault.ts";
import { classifyFault } from "./classify-fault.ts";

const call = { service: "sso-admin", operation: "CreateAccountAssignment" } as const;

function error(fields: object): Error {
  return Object.assign(new Error("words"), fields);
}

test.each([
  ["Rate exceeded", { name: "ThrottlingException", message: "Rate exceeded" }, "throttled", false],
  ["Organizations' throttling", { name: "TooManyRequestsException" }, "throttled", false],
  [
    "too many open operations",
    {
      name: "ThrottlingException",
      message: "There are too many requests processing. Please try again later.",
    },
    "quota",
    false,
  ],
  ["a quota", { name: "ServiceQuotaExceededException" }, "quota", false],
  ["a conflict", { name: "ConflictException" }, "conflict", false],
  ["a denial", { name: "AccessDeniedException" }, "denied", false],
  ["something gone", { name: "ResourceNotFoundException" }, "gone", false],
  ["an account gone", { name: "AccountNotFoundException" }, "gone", false],
  ["expired credentials", { name: "ExpiredTokenException" }, "expired-credentials", false],
  [
    "a signature that is too old",
    { name: "InvalidSignatureException", message: "Signature expired: 1 is now earlier than 2" },
    "skewed",
    false,
  ],
  [
    "a signature with a wrong secret",
    { name: "InvalidSignatureException", message: "does not match", $metadata: { httpStatusCode: 403 } },
    "unexpected",
    false,
  ],
  ["a request from the future", { name: "RequestInTheFuture" }, "skewed", false],
  ["no credentials", { name: "CredentialsProviderError" }, "expired-credentials", false],
  ["an operation that is not offered", { name: "UnknownOperationException" }, "not-offered", false],
  ["an emulator's 501", { name: "Unknown", $metadata: { httpStatusCode: 501 } }, "not-offered", false],
  ["an internal error", { name: "InternalServerException" }, "unavailable", true],
  ["a 503 without a name", { name: "Unknown", $metadata: { httpStatusCode: 503 } }, "unavailable", true],
  ["a refused connection", { code: "ECONNREFUSED" }, "unavailable", false],
  ["a connection lost", { code: "ECONNRESET" }, "unavailable", true],
  ["a timeout", { name: "TimeoutError" }, "timeout", true],
  ["an answer that is no JSON", { name: "SyntaxError" }, "malformed", true],
  [
    "a validation error",
    { name: "ValidationException", $metadata: { httpStatusCode: 400 } },
    "unexpected",
    false,
  ],
  ["anything else", {}, "unexpected", true],
] as const)("%s", (_, fields, kind, mayHaveHappened) => {
  expect(classifyFault(error(fields), call)).toMatchObject({ kind, mayHaveHappened, ...call });
});

test("keeps AWS's words and request id", () => {
  const thrown = error({ message: "", Message: "Its words.", $metadata: { requestId: "r-1" } });
  expect(classifyFault(thrown, call)).toMatchObject({ awsMessage: "Its words.", requestId: "r-1" });
});

test.each([undefined, null, "text", 7])("does not fail on a thrown %s", (thrown) => {
  expect(classifyFault(thrown, call)).toMatchObject({ kind: "unexpected", mayHaveHappened: true });
});

test("passes a typed fault through", () => {
  const fault = classifyFault(error({ name: "ConflictException" }), call);
  expect(fault).toBeInstanceOf(AwsFault);
  expect(classifyFault(fault, { service: "organizations", operation: "ListRoots" })).toBe(fault);
});
