import { expect, test } from "vitest";
import { Relation } from "./relation.ts";

type Desk = { id: string; room: string };

function desks(lagMs: number) {
  const clock = { nowMs: 0 };
  const relation = new Relation<Desk, "room">(
    [
      { id: "b", room: "north" },
      { id: "a", room: "north" },
      { id: "c", room: "south" },
    ],
    (desk) => desk.id,
    { room: (desk) => desk.room },
    () => ({ nowMs: clock.nowMs, lagMs }),
  );
  const ids = (rows: readonly Desk[]) => rows.map((desk) => desk.id).join("");
  return {
    relation,
    clock,
    now: () => [ids(relation.where("room", "north")), ids(relation.where("room", "south"))],
    listed: () => [ids(relation.listed.where("room", "north")), ids(relation.listed.where("room", "south"))],
    all: () => ids(relation.listed.all()),
  };
}

test("rows come sorted by key, also after they changed their place", () => {
  const { relation, now, listed } = desks(0);
  relation.put({ id: "a", room: "south" });
  expect(now()).toEqual(["b", "ac"]);
  expect(listed()).toEqual(now());
});

test("a list that lags shows each row where it stood, and catches up change by change", () => {
  const { relation, clock, now, listed, all } = desks(10);
  relation.put({ id: "a", room: "south" });
  clock.nowMs = 5;
  relation.delete("c");
  relation.put({ id: "d", room: "north" });
  expect(now()).toEqual(["bd", "a"]);
  expect([listed(), all()]).toEqual([["ab", "c"], "abc"]);
  clock.nowMs = 10;
  expect([listed(), all()]).toEqual([["b", "ac"], "abc"]);
  clock.nowMs = 15;
  expect([listed(), all()]).toEqual([["bd", "a"], "abd"]);
});

test("a row that changed twice is listed as it was before both", () => {
  const { relation, clock, listed } = desks(10);
  relation.put({ id: "a", room: "south" });
  relation.put({ id: "a", room: "attic" });
  relation.delete("a");
  expect(listed()).toEqual(["ab", "c"]);
  clock.nowMs = 10;
  expect(listed()).toEqual(["b", "c"]);
});
