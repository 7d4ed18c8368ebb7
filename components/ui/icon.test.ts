import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";

const require = createRequire(import.meta.url);
const declared = [...readFileSync("components/ui/lucide.d.ts", "utf8").matchAll(/module "(.+)"/g)].map(
  ([, name = ""]) => name,
);

test.each(declared)("%s has the drawing that is declared for it", async (name) => {
  const module: unknown = await import(require.resolve(name));
  expect(module).toHaveProperty("__iconData.node.0");
});
