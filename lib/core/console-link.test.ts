import { expect, test } from "vitest";
import { cliProfile } from "./cli-profile.ts";
import { consoleDestination, consoleLink } from "./console-link.ts";

const portal = "https://halden.awsapps.com/start";
const role = { accountId: "402917730156", permissionSetName: "PaymentsOperator" };
const plain = "https://halden.awsapps.com/start/#/console?account_id=402917730156&role_name=PaymentsOperator";

test.each([
  ["the portal's origin alone", "https://halden.awsapps.com", plain],
  ["its start page", portal, plain],
  ["its start page with a slash and a fragment", `${portal}/#/?tab=accounts`, plain],
])("INJ: a console link begins at %s", (_, address, expected) => {
  expect(consoleLink(address, role)).toBe(expected);
});

test("a name cannot add a field to the link", () => {
  const link = consoleLink(portal, { ...role, permissionSetName: "A&destination=https://evil.example#x y" });
  const query = new URLSearchParams(link.slice(link.indexOf("?") + 1));
  expect([...query.keys()]).toEqual(["account_id", "role_name"]);
});

test.each([
  ["the console", "https://console.aws.amazon.com/s3/home"],
  ["a region of it", "https://eu-central-1.console.aws.amazon.com/sqs/v3/home?region=eu-central-1#/queues"],
])("WEB: a link may begin on %s", (_, destination) => {
  expect(consoleLink(portal, role, destination)).toBe(
    `${plain}&destination=${encodeURIComponent(destination)}`,
  );
});

test.each([
  ["http", "http://console.aws.amazon.com/"],
  ["another host", "https://console.aws.amazon.com.evil.example/"],
  ["a host that only ends alike", "https://evilconsole.aws.amazon.com/"],
  ["a user before the host", "https://console.aws.amazon.com@evil.example/"],
  ["a user of the console's host", "https://evil@console.aws.amazon.com/"],
  ["a port", "https://console.aws.amazon.com:8443/"],
  ["a script", "javascript:alert(1)//console.aws.amazon.com"],
  ["a relative address", "//console.aws.amazon.com/"],
  ["nonsense", "console"],
  ["a backslash", "https://console.aws.amazon.com\\@evil.example/"],
  ["a line end", "https://console.aws.amazon.com/\n.evil.example/"],
  ["a space", "https://console.aws.amazon.com/ x"],
  ["a character that cannot be seen", "https://console.aws.amazon.com/\u200bx"],
  ["a letter that looks alike", "https://c\u043ensole.aws.amazon.com/"],
  ["a dot at the end of the host", "https://console.aws.amazon.com./"],
  ["half a character", "https://console.aws.amazon.com/\ud800"],
  ["more than is carried along", `https://console.aws.amazon.com/${"a".repeat(2_000)}`],
])("WEB-11: a destination with %s is left out", (_, destination) => {
  expect(consoleLink(portal, role, destination)).toBe(plain);
});

test.each([
  ["with its path", "https://console.aws.amazon.com", "https://console.aws.amazon.com/"],
  ["in small letters", "HTTPS://Console.AWS.amazon.com/S3", "https://console.aws.amazon.com/S3"],
  [
    "without the port that is meant anyway",
    "https://console.aws.amazon.com:443/s3",
    "https://console.aws.amazon.com/s3",
  ],
  ["without the way up", "https://console.aws.amazon.com/a/../s3", "https://console.aws.amazon.com/s3"],
])("a destination is kept %s", (_, wish, kept) => {
  expect(consoleDestination(wish)).toBe(kept);
  expect(consoleDestination(kept)).toBe(kept);
});

test.each([[undefined], [null], [12], [["https://console.aws.amazon.com/"]], [{}]])(
  "WEB-05: %j is no destination",
  (wish) => expect(consoleDestination(wish)).toBeNull(),
);

const asking = {
  organisation: "Halden Freight",
  portalUrl: portal,
  region: "eu-central-1",
  accountName: "payments-prod",
  ...role,
};

test("a CLI profile names the session, the account and the role", () => {
  expect(cliProfile(asking)).toEqual({
    profile: "payments-prod-PaymentsOperator",
    block: `[sso-session halden-freight]
sso_start_url = https://halden.awsapps.com/start
sso_region = eu-central-1
sso_registration_scopes = sso:account:access

[profile payments-prod-PaymentsOperator]
sso_session = halden-freight
sso_account_id = 402917730156
sso_role_name = PaymentsOperator
`,
  });
});

test.each([
  ["a line end", "prod\ncredential_process = curl evil.example"],
  ["a carriage return", "prod\rcredential_process = curl evil.example"],
  ["a section's end", "prod]\n[profile default]\ncredential_process = x"],
  ["a line separator", "prod\u2028credential_process = x"],
  ["a comment", "prod # ; comment"],
  ["quotes and shell", "prod\"'`$(id)`"],
  ["nothing that can stay", "\u0000\n\r"],
])("INJ-02: %s in a name stays within its line", (_, hostile) => {
  const { profile, block } = cliProfile({
    ...asking,
    organisation: hostile,
    accountName: hostile,
    permissionSetName: hostile,
    accountId: hostile,
    region: hostile,
  });
  expect(profile).toMatch(/^[A-Za-z0-9_.+=@-]+$/);
  const lines = block.split("\n");
  expect(lines).toHaveLength(10);
  expect(lines.map((line) => line.split(/[ =]/)[0])).toEqual([
    "[sso-session",
    "sso_start_url",
    "sso_region",
    "sso_registration_scopes",
    "",
    "[profile",
    "sso_session",
    "sso_account_id",
    "sso_role_name",
    "",
  ]);
  expect(block).toMatch(/^[\x20-\x7e\n]*$/);
});
