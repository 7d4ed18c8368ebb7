import type { PermissionSet } from "#lib/core/catalogue.ts";
import { clipped, count, listNames } from "#lib/format.ts";
import { readablePolicy, type Statement } from "./readable-policy.ts";

type Content = Pick<
  PermissionSet,
  "description" | "managedPolicies" | "inlinePolicy" | "permissionsBoundary"
>;

/** Whoever wants to know them all opens the set's page. */
const NAMES_TOLD = 6;
const LONGEST_DESCRIPTION = 240;

/**
 * What a permission set allows, as far as a line or two can say it: its description, then by what it allows anything. What the policies allow
 * together is not worked out.
 * @param set its content as read from AWS
 * @returns for instance "Restart the payment services. By CloudWatchReadOnlyAccess and an inline policy (ecs, sqs)."
 */
export function setInShort({
  description,
  managedPolicies,
  inlinePolicy,
  permissionsBoundary,
}: Content): string {
  const said = description.trim().replace(/\.$/, "");
  const means = [...managedPolicies.map(({ name }) => name), ...inlineInShort(inlinePolicy)];
  const by =
    means.length === 0
      ? "It holds no policy, and allows nothing."
      : `By ${firstOf(means)}${boundedBy(permissionsBoundary)}.`;
  return said === "" ? by : `${clipped(said, LONGEST_DESCRIPTION)}. ${by}`;
}

function boundedBy(boundary: Content["permissionsBoundary"]): string {
  return boundary === null ? "" : `, within the boundary ${boundary.name}`;
}

function firstOf(names: readonly string[]): string {
  const left = names.length - NAMES_TOLD;
  return left > 1 ? listNames([...names.slice(0, NAMES_TOLD), count(left, "other")]) : listNames(names);
}

/** An inline policy by the services that it allows something of. */
function inlineInShort(text: string | null): string[] {
  if (text === null || text === "") return [];
  const policy = readablePolicy(text);
  if (policy.kind !== "statements") return ["an inline policy that cannot be read"];
  const services = new Set(policy.statements.flatMap(servicesOf));
  if (services.size === 0) return ["an inline policy that only denies"];
  if (services.has("*")) return ["an inline policy (every service)"];
  return [`an inline policy (${firstOf([...services].toSorted())})`];
}

function servicesOf({ effect, actions }: Statement): string[] {
  if (effect === "Deny") return [];
  if (actions.all === "all-but") return ["*"];
  return actions.names
    .map((name) => (name.split(":", 1)[0] ?? "").toLowerCase())
    .map((service) => (/[*?]/.test(service) ? "*" : service));
}
