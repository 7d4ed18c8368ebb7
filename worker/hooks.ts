import { userInfo } from "node:os";
import { closeDb } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { replayFromHost } from "#lib/operations/hooks/replay-from-host.ts";
import { BadHooks, readHooks } from "#lib/read-hooks.ts";

/** Words that cannot be understood, with what to say instead. */
class BadWords extends Error {}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What can be done with webhooks from the host: each prints what came of it. */
const commands: Record<string, (words: readonly string[]) => Promise<string>> = {
  async check([file]) {
    if (file === undefined) throw new BadWords("Name the file: npm run hooks -- check hooks.yaml");
    const hooks = readHooks(file, {
      environment: process.env,
      isDemo: process.env.GATEHOUSE_MODE === "demo",
    });
    return hooks
      .map(
        ({ name, shape, url, events }) =>
          `${name}: ${shape} to ${new URL(url).origin}, ${events.length} types`,
      )
      .join("\n");
  },
  async replay(words) {
    const [first, name] = words;
    const which =
      first === "--given-up" && name !== undefined
        ? { givenUpOf: name }
        : { ids: words.filter((word) => UUID.test(word)) };
    if ("ids" in which && (which.ids.length === 0 || which.ids.length !== words.length))
      throw new BadWords("Name deliveries by their ids, or say --given-up and a webhook's name.");
    const actor = { kind: "host", user: userInfo().username } as const;
    const asked = await replayFromHost({ actor, now: await readNow() }, which);
    return `${asked} to be sent again; the workers send them within seconds.`;
  },
};

async function main([name = "", ...words]: string[]): Promise<number> {
  const command = commands[name];
  try {
    if (!command) throw new BadWords("Say what to do: check FILE, replay ID…, or replay --given-up NAME.");
    console.log(await command(words));
    return 0;
  } catch (error) {
    if (error instanceof BadHooks)
      console.error(`It cannot be used:\n${error.problems.map((problem) => `  - ${problem}`).join("\n")}`);
    else if (error instanceof BadWords) console.error(error.message);
    else throw error;
    return 1;
  } finally {
    if (process.env.DATABASE_URL) await closeDb();
  }
}

process.exitCode = await main(process.argv.slice(2));
