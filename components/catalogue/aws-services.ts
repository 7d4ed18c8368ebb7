const services: Readonly<Record<string, string>> = {
  "sso-admin": "Identity Center",
  identitystore: "Identity Store",
  organizations: "Organizations",
};

/** A budget's or a call's name in parts: "organizations:ListAccounts" is the service's name for people and the operation. */
export function awsService(name: string): { service: string; operation: string | null } {
  const [service = "", operation = null] = name.split(":");
  return { service: services[service] ?? service, operation };
}

/** Calls by service, the busiest first, out of calls by operation. */
export function callsByService(
  calls: Readonly<Record<string, number>>,
): readonly { service: string; calls: number }[] {
  const sums = new Map<string, number>();
  for (const [name, count] of Object.entries(calls)) {
    const { service } = awsService(name);
    sums.set(service, (sums.get(service) ?? 0) + count);
  }
  return [...sums]
    .map(([service, count]) => ({ service, calls: count }))
    .sort((one, other) => other.calls - one.calls);
}
