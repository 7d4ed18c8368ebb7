import { generateOrganisation } from "#demo/aws/generate-organisation.ts";
import { startAwsSimulator } from "#demo/aws/simulator.ts";
import { awsOrders } from "../engine-words.ts";

/** The simulated AWS in a process of its own, with assignments of people that stand and may be taken away. */
const { standing, accounts, latencyMs, rateLimits } = awsOrders.parse(JSON.parse(process.argv[2] ?? ""));
const size = { accounts, sets: 20, groups: 10, people: standing, pairs: 100, seed: 1 };
const seed = generateOrganisation(size);
const open = seed.accounts.filter(({ state }) => state === "ACTIVE");
const tuples = seed.users.slice(0, standing).map(({ id }, index) => ({
  accountId: open[index % open.length]?.id ?? "",
  permissionSetArn: seed.permissionSets[index % seed.permissionSets.length]?.arn ?? "",
  personId: id,
}));
const assignments = tuples.map(({ accountId, permissionSetArn, personId }) => ({
  accountId,
  permissionSetArn,
  principalType: "USER" as const,
  principalId: personId,
}));
const simulator = await startAwsSimulator({
  port: 0,
  seed: { ...seed, assignments },
  latencyMs,
  rateLimits,
});

process.on("message", () => {
  const state = simulator.state();
  const deletes = state.operations
    .filter(({ kind }) => kind === "delete")
    .map(({ accountId, permissionSetArn, principalId, openedAt }) => ({
      accountId,
      permissionSetArn,
      personId: principalId,
      at: new Date(openedAt),
    }));
  const names = [
    "DeleteAccountAssignment",
    "DescribeAccountAssignmentDeletionStatus",
    "ListAccountAssignments",
  ];
  const calls = Object.fromEntries(names.map((name) => [name, simulator.calls(`sso-admin:${name}`)]));
  process.send?.({ deletes, left: state.assignments.length, calls });
});
process.on("disconnect", () => {
  void simulator.close().then(() => process.exit(0));
});
process.send?.({
  url: simulator.url,
  region: seed.region,
  instanceArn: seed.instance.arn,
  identityStoreId: seed.instance.identityStoreId,
  standing: tuples,
});
