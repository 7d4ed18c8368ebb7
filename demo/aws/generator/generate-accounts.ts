import { identifiers } from "#demo/seed/organisation/identifiers.ts";
import type { Random } from "#demo/seed/organisation/random.ts";
import type { SimulatedAccount, SimulatedUnit } from "../state.ts";
import { accountIdOf } from "./ids.ts";

const products = [
  "payments",
  "ledger",
  "payouts",
  "fraud",
  "orders",
  "checkout",
  "catalog",
  "inventory",
  "shipping",
  "returns",
  "data-lake",
  "warehouse",
  "reporting",
  "search",
  "storefront",
  "loyalty",
  "pricing",
  "identity",
  "messaging",
  "media",
] as const;
const environments = ["prod", "staging", "dev", "sandbox"] as const;
const teams = ["payments", "orders", "data", "web", "platform", "security"] as const;

/** The management account and as many others as make the count: a product, an environment and a number each. */
export function generateAccounts(
  count: number,
  units: readonly SimulatedUnit[],
  random: Random,
): SimulatedAccount[] {
  return Array.from({ length: count }, (_, place): SimulatedAccount => {
    if (place === 0) return managementAccount;
    const product = products[place % products.length] ?? products[0];
    const environment = environments[Math.floor(place / products.length) % environments.length] ?? "prod";
    const round = Math.floor(place / (products.length * environments.length)) + 1;
    const name = `${product}-${environment}-${round}`;
    const team = random.pick(teams);
    return {
      id: accountIdOf(place),
      name,
      email: `aws+${name}@halden.example`,
      parentId: units[random.below(units.length)]?.id ?? identifiers.rootId,
      state: random.below(100) === 0 ? "SUSPENDED" : "ACTIVE",
      joinedAt: new Date(Date.UTC(2018, random.below(90), 1 + random.below(27), 8)).toISOString(),
      joinedMethod: random.below(12) === 0 ? "INVITED" : "CREATED",
      tags: tagsOf({ team, environment, product }, random),
    };
  });
}

const managementAccount: SimulatedAccount = {
  id: identifiers.managementAccountId,
  name: "halden-management",
  email: "aws+management@halden.example",
  parentId: identifiers.rootId,
  state: "ACTIVE",
  joinedAt: "2018-01-02T08:00:00.000Z",
  joinedMethod: "INVITED",
  tags: { team: "platform", environment: "core" },
};

/** One account in twenty has no tags: there is always somebody who forgot. */
function tagsOf(tags: Record<string, string>, random: Random): Record<string, string> {
  if (random.below(20) === 0) return {};
  return { ...tags, "cost-centre": String(4000 + random.below(40) * 25) };
}
