import { expect, test } from "vitest";
import { paths, permissionSetId, withFilters } from "#lib/paths.ts";

const arn = "arn:aws:sso:::permissionSet/ssoins-7223fa8c1d2b3e4f/ps-1a2b3c4d5e6f7a8b";

test.each([
  ["an ARN", arn],
  ["an id", "ps-1a2b3c4d5e6f7a8b"],
])("a permission set is named by its last part, from %s", (_, given) =>
  expect(permissionSetId(given)).toBe("ps-1a2b3c4d5e6f7a8b"),
);

test.each([
  [paths.account("402917730156"), "/accounts/402917730156"],
  [paths.permissionSet(arn), "/permission-sets/ps-1a2b3c4d5e6f7a8b"],
  [paths.person("906-uuid"), "/people/906-uuid"],
  [paths.request("R 1/2"), "/requests/R%201%2F2"],
  [
    paths.newRequest({ account: "402917730156", set: arn }),
    "/requests/new?account=402917730156&set=ps-1a2b3c4d5e6f7a8b",
  ],
  [paths.newRequest(), "/requests/new"],
  [paths.go("402917730156", arn), "/go/402917730156/ps-1a2b3c4d5e6f7a8b"],
  [
    paths.go("402917730156", arn, { dest: "https://console.aws.amazon.com/s3?x=1" }),
    "/go/402917730156/ps-1a2b3c4d5e6f7a8b?dest=https%3A%2F%2Fconsole.aws.amazon.com%2Fs3%3Fx%3D1",
  ],
  [paths.signIn("/requests/7?tab=a"), "/sign-in?returnTo=%2Frequests%2F7%3Ftab%3Da"],
  [paths.signIn(), "/sign-in"],
])("%s", (written, expected) => expect(written).toBe(expected));

test("filters that are not set are left out, and a list repeats its field", () =>
  expect(withFilters("/audit", { who: "", day: null, state: ["a", "b"], page: 2, ticket: undefined })).toBe(
    "/audit?state=a&state=b&page=2",
  ));
