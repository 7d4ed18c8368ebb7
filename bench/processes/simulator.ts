import { generateOrganisation } from "#demo/aws/generate-organisation.ts";
import { startAwsSimulator } from "#demo/aws/simulator.ts";
import { simulatorAsked, simulatorOrders } from "../simulator-words.ts";

/** The simulated AWS in a process of its own: what it needs is not the reader's. Its size comes as the only argument, as JSON. */
const { size, clockSpeed, rateLimits } = simulatorOrders.parse(JSON.parse(process.argv[2] ?? ""));
const simulator = await startAwsSimulator({
  port: 0,
  seed: generateOrganisation(size),
  clockSpeed,
  rateLimits,
});

process.on("message", (message) => {
  const asked = simulatorAsked.parse(message);
  if ("change" in asked) simulator.changeAtRandom(asked.change);
  process.send?.({ state: simulator.state() });
});
process.on("disconnect", () => {
  void simulator.close().then(() => process.exit(0));
});
process.send?.({ url: simulator.url });
