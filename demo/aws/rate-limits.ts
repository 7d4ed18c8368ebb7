import type { ServiceName } from "./services.ts";

type Rate = { perSecond: number; burst: number };
type Bucket = { tokens: number; filledAtMs: number };

/** AWS counts these two services over all their operations. */
const collective: Readonly<Partial<Record<ServiceName, Rate>>> = {
  "sso-admin": { perSecond: 20, burst: 20 },
  identitystore: { perSecond: 20, burst: 20 },
};

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const perOperation: Readonly<Record<string, Rate>> = {
  ListAccounts: { perSecond: 8, burst: 12 },
  ListAccountsForParent: { perSecond: 5, burst: 8 },
  ListOrganizationalUnitsForParent: { perSecond: 5, burst: 8 },
  ListParents: { perSecond: 5, burst: 8 },
  ListRoots: { perSecond: 1, burst: 2 },
  DescribeOrganization: { perSecond: 1, burst: 2 },
  ListTagsForResource: { perSecond: 10, burst: 15 },
};

/** Seconds as they pass and not the simulated time: moving that clock must not hand out requests. */
export function createRateLimits() {
  const buckets = new Map<string, Bucket>();
  return {
    /** Whether AWS would still answer this request now. */
    admits(service: ServiceName, operationName: string, nowMs: number): boolean {
      const rate = collective[service] ?? perOperation[operationName];
      if (!rate) return true;
      const name = collective[service] ? service : `${service} ${operationName}`;
      const bucket = buckets.get(name) ?? { tokens: rate.burst, filledAtMs: nowMs };
      const refill = ((nowMs - bucket.filledAtMs) / 1000) * rate.perSecond;
      const tokens = Math.min(rate.burst, bucket.tokens + refill);
      const isAdmitted = tokens >= 1;
      buckets.set(name, { tokens: isAdmitted ? tokens - 1 : tokens, filledAtMs: nowMs });
      return isAdmitted;
    },
  };
}
