import { expect, test } from "vitest";
import { seenFrom } from "./seen.ts";

const from = (forwarded: string) => new Headers({ "x-forwarded-for": forwarded, "user-agent": "a browser" });

test.each<[string, number, string, string | null]>([
  ["without a proxy nothing is believed", 0, "203.0.113.9", null],
  ["behind one proxy its entry is", 1, "6.6.6.6, 203.0.113.9", "203.0.113.9"],
  ["behind two proxies the outer one's entry is", 2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"],
  ["fewer entries than proxies tell nothing", 2, "203.0.113.9", null],
  ["what is no address tells nothing", 1, "6.6.6.6, <script>", null],
])("WEB-10 %s", (_, proxies, forwarded, address) => {
  expect(seenFrom(from(forwarded), proxies).address).toBe(address);
});
