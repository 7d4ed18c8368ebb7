import type { SimulatedAccount } from "#demo/aws/state.ts";
import { cast } from "./cast.ts";
import { identifiers } from "./identifiers.ts";
import { createRandom } from "./random.ts";
import { unitIds } from "./units.ts";

type Plan = { name: string; parentId: string; environment: string; team: string; state?: "SUSPENDED" };

/** Halden's products and the team that owns each; every product has a production and a staging account. */
const products = [
  { name: "payments", team: "payments" },
  { name: "ledger", team: "payments" },
  { name: "payouts", team: "payments" },
  { name: "fraud", team: "payments" },
  { name: "orders", team: "orders" },
  { name: "checkout", team: "orders" },
  { name: "catalog", team: "orders" },
  { name: "inventory", team: "orders" },
  { name: "shipping", team: "orders" },
  { name: "returns", team: "orders" },
  { name: "data-lake", team: "data" },
  { name: "warehouse", team: "data" },
  { name: "reporting", team: "data" },
  { name: "recommendations", team: "data" },
  { name: "storefront", team: "web" },
  { name: "search", team: "web" },
  { name: "customer", team: "web" },
  { name: "notifications", team: "web" },
  { name: "partner-api", team: "web" },
] as const;

const developed = ["payments", "orders", "data-lake", "storefront"];

const plans: readonly Plan[] = [
  { name: "halden-management", parentId: identifiers.rootId, environment: "core", team: "platform" },
  { name: "log-archive", parentId: unitIds.security, environment: "core", team: "security" },
  { name: "audit", parentId: unitIds.security, environment: "core", team: "security" },
  { name: "security-tooling", parentId: unitIds.security, environment: "core", team: "security" },
  ...["network-hub", "shared-services", "backup-vault", "ci-runners", "dns", "identity"].map((name) => ({
    name,
    parentId: unitIds.infrastructure,
    environment: "core",
    team: "platform",
  })),
  ...products.flatMap(({ name, team }) => [
    { name: `${name}-prod`, parentId: unitIds.prod, environment: "prod", team },
    { name: `${name}-staging`, parentId: unitIds.nonProd, environment: "staging", team },
    ...(developed.includes(name)
      ? [{ name: `${name}-dev`, parentId: unitIds.nonProd, environment: "dev", team }]
      : []),
  ]),
  ...["payments", "orders", "data", "web", "platform", "security"].map((team) => ({
    name: `sandbox-${team}`,
    parentId: unitIds.sandbox,
    environment: "sandbox",
    team,
  })),
  {
    name: "loyalty-legacy",
    parentId: unitIds.suspended,
    environment: "prod",
    team: "web",
    state: "SUSPENDED",
  },
  { name: "acme-import", parentId: unitIds.suspended, environment: "dev", team: "data", state: "SUSPENDED" },
];

const costCentres: Readonly<Record<string, string>> = {
  payments: "4100",
  orders: "4200",
  data: "4300",
  web: "4400",
  platform: "5100",
  security: "5200",
};

export function buildAccounts(): readonly SimulatedAccount[] {
  const random = createRandom(20_190_613);
  return plans.map(({ name, parentId, environment, team, state }) => ({
    id: name === "halden-management" ? identifiers.managementAccountId : random.digits(12),
    name,
    email: `aws+${name}@halden.example`,
    parentId,
    state: state ?? "ACTIVE",
    joinedAt: new Date(
      Date.UTC(2021, random.below(48), 1 + random.below(27), 8, random.below(60)),
    ).toISOString(),
    joinedMethod: name === "halden-management" || name === "acme-import" ? "INVITED" : "CREATED",
    tags: {
      owner: name === "payments-prod" ? cast.priya.email : `${team}-leads@halden.example`,
      team,
      environment,
      "cost-centre": costCentres[team] ?? "9000",
    },
  }));
}
