import { paths } from "#lib/paths.ts";
import { people } from "./fixtures/people.ts";
import { rows } from "./fixtures/database.ts";
import { demo } from "./fixtures/demo.ts";
import { test } from "./fixtures/test.ts";
for (const [name, width, scheme] of [["d-light", 1440, "light"], ["d-dark", 1440, "dark"], ["p-light", 390, "light"], ["p-dark", 390, "dark"]] as const)
  test(`shot ${name}`, async ({ as }) => {
    const page = await as(people.marit, paths.webhooks(), { viewport: { width, height: 900 }, colorScheme: scheme });
    await page.screenshot({ path: `/tmp/hooks-list-${name}.png`, fullPage: true });
    const [one] = await rows<{ id: string }>("select d.id from hook_delivery d join hook_event e on e.id = d.event_id where e.type like 'request%' limit 1");
    await page.goto(paths.webhookDelivery(one?.id ?? ""));
    await page.screenshot({ path: `/tmp/hooks-one-${name}.png`, fullPage: true });
    await page.goto(`${demo().inbox}/webhooks`);
    await page.screenshot({ path: `/tmp/hooks-inbox-${name}.png` });
  });
