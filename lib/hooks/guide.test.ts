import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { toldContent } from "#lib/core/hooks/told-event.ts";
import { everyToldType } from "#lib/core/hooks/told-types.ts";

const guide = readFileSync("docs/webhooks.md", "utf8");
const objects = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) =>
  z.record(z.string(), z.unknown()).parse(JSON.parse(text)),
);
const [whole, ...different] = objects;
const fields = z.record(z.string(), z.unknown());

test("the guide shows one example in full, and it is one", () => {
  expect(Object.keys(whole ?? {})).toEqual(["version", "id", "type", "sequence", "occurredAt", "data"]);
  expect(toldContent.parse(whole?.data)).toEqual(whole?.data);
});

test.each(different.map((example) => [String(example.type), example]))(
  "its example of %s is one",
  (_, example) => {
    const { type: _type, ...own } = example;
    const base = fields.parse(whole?.data);
    const data =
      "rules" in own
        ? own
        : { ...base, ...own, request: { ...fields.parse(base.request), ...fields.parse(own.request ?? {}) } };
    expect(toldContent.parse(data)).toEqual(data);
  },
);

test("every type has an example", () => {
  expect(objects.map(({ type }) => String(type)).toSorted()).toEqual(everyToldType.toSorted());
});
