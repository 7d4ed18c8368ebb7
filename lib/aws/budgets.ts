import type { AwsService } from "./aws-fault.ts";

/** Requests a second on average, and how many may come at once after a pause. */
export type Rate = { perSecond: number; burst: number };

/** One allowance at AWS that several callers share: what everyone may use, and what is kept for people and removals. */
export type Budget = { name: string; shared: Rate; reserve: Rate };

export type BudgetOf = (service: AwsService, operation: string) => Budget;

/** sso-admin and identitystore: 20 a second, each over all its operations. */
const collective = {
  shared: { perSecond: 15, burst: 5 },
  reserve: { perSecond: 4, burst: 4 },
} as const;

/** What Organizations allows a second, https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const organizationsPerSecond: Readonly<Record<string, number>> = {
  ListAccounts: 8,
  ListAccountsForParent: 5,
  ListOrganizationalUnitsForParent: 5,
  ListParents: 5,
  ListRoots: 1,
  DescribeOrganization: 1,
  ListTagsForResource: 10,
};

/** For an operation whose limit AWS does not tell: as slow as its slower lists. */
const untoldPerSecond = 5;

/** The budget that a call counts against: three quarters of what AWS allows for all, a fifth as the reserve. */
export function budgetOf(service: AwsService, operation: string): Budget {
  switch (service) {
    case "sso-admin":
    case "identitystore":
      return { name: service, ...collective };
    case "organizations": {
      const perSecond = organizationsPerSecond[operation] ?? untoldPerSecond;
      return {
        name: `${service}:${operation}`,
        shared: { perSecond: perSecond * 0.75, burst: Math.max(1, Math.floor(perSecond / 2)) },
        reserve: { perSecond: perSecond * 0.2, burst: 1 },
      };
    }
  }
}
