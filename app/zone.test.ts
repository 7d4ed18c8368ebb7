import { expect, test } from "vitest";
import { safeZone } from "#app/zone.ts";

test.each([
  ["a zone", "Europe/Oslo", "Europe/Oslo"],
  ["a zone as a cookie encodes it", "America%2FNew_York", "America/New_York"],
  ["a zone in three parts", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["nothing", undefined, "Asia/Tokyo"],
  ["an unknown zone", "Europe/Atlantis", "Asia/Tokyo"],
  ["markup", "<script>", "Asia/Tokyo"],
  ["a broken encoding", "%E0%A4%A", "Asia/Tokyo"],
  ["a very long value", `Europe/${"a".repeat(4000)}`, "Asia/Tokyo"],
])("%s is read safely", (_, value, zone) => expect(safeZone(value, "Asia/Tokyo")).toBe(zone));
