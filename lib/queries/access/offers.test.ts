import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { askAgainFor } from "./ask-again.ts";
import { askingFor } from "./asking.ts";
import { offersFor } from "./offers.ts";
import {
  closed,
  management,
  prod,
  type SmallOrganisation,
  setArn,
  smallOrganisation,
  staging,
} from "./testing/small-organisation.ts";
import { wayTo } from "./way-to.ts";

let stage: SmallOrganisation;

beforeAll(async () => {
  stage = await smallOrganisation();
});
afterAll(() => stage.end());
beforeEach(async () => {
  await stage.sql("update rule set enabled = false");
  await stage.sql("truncate assignment");
});

const byGroup = {
  requesters: ["engineers"],
  approvers: ["leads"],
  sets: ["read", "write"],
  targets: ["ou-work"],
};

const offered = async (name: "engineer" | "outsider") =>
  (await offersFor(await stage.viewer(name))).map(({ id, sets, unavailable }) => [
    id,
    sets.map(({ arn }) => arn),
    unavailable,
  ]);

test("a rule on a unit offers every account below it, by name, and says which cannot be had", async () => {
  await stage.addRule(byGroup);
  const both = [setArn("read"), setArn("write")];
  expect(await offered("engineer")).toEqual([
    [closed, both, "SUSPENDED"],
    [prod, both, null],
    [staging, both, null],
  ]);
  expect(await offered("outsider")).toEqual([]);
});

test("AWS-08 the management account stays in sight, with why", async () => {
  await stage.addRule({ ...byGroup, targets: [management] });
  expect(await offered("engineer")).toEqual([
    [management, [setArn("read"), setArn("write")], "management-account"],
  ]);
});

test("a rule that is off, and a set that is gone from AWS, offer nothing", async () => {
  await stage.addRule({ ...byGroup, isOff: true });
  await stage.addRule({ ...byGroup, sets: ["gone"] });
  expect(await offered("engineer")).toEqual([]);
});

test("of two rules for the same role the longer one counts, each for its own accounts", async () => {
  await stage.addRule({ ...byGroup, sets: ["read"], maxMinutes: 60 });
  await stage.addRule({ ...byGroup, sets: ["read"], targets: [prod], maxMinutes: 120 });
  const offers = await offersFor(await stage.viewer("engineer"));
  expect(offers.map(({ id, sets }) => [id, sets[0]?.maxMinutes])).toEqual([
    [closed, 60],
    [prod, 120],
    [staging, 60],
  ]);
});

test("units are named from below the root down", async () => {
  await stage.addRule({ ...byGroup, targets: [prod] });
  const [offer] = await offersFor(await stage.viewer("engineer"));
  expect(offer?.units).toEqual(["Workloads", "Production"]);
});

test("five thousand accounts are offered in one read of each table", async () => {
  await stage.addRule(byGroup);
  await stage.sql(`insert into account (id, name, email, state, parent_id, tags, valid_from)
    select lpad((100000000000 + n)::text, 12, '0'), 'many-' || n, 'a@b.test', 'ACTIVE', 'ou-prod', '{}', now()
    from generate_series(1, 5000) n`);
  try {
    const viewer = await stage.viewer("engineer");
    const began = performance.now();
    expect(await offersFor(viewer)).toHaveLength(5003);
    expect(performance.now() - began).toBeLessThan(2_000);
  } finally {
    await stage.sql("delete from account where name like 'many-%'");
  }
});

test("what may be asked in one account says what is held there, and who would decide for which length", async () => {
  await stage.addRule({ ...byGroup, sets: ["read"], maxMinutes: 60, approvers: ["leads", "colleague"] });
  await stage.addRule({ ...byGroup, sets: ["read"], maxMinutes: 240, approvers: ["leads", "engineer"] });
  await stage.sql("insert into assignment values ($1, $2, 'group', 'engineers', now())", [
    prod,
    setArn("read"),
  ]);
  const asking = await askingFor(await stage.viewer("engineer"), prod, "ps-read");
  expect(asking?.chosen?.held).toMatchObject([{ groupName: "engineers", endsAt: null }]);
  expect(
    asking?.rules.map(({ maxMinutes, stages }) => [
      maxMinutes,
      stages.flatMap(({ approvers }) => approvers.map(({ id }) => id)),
    ]),
  ).toEqual([
    [60, ["colleague", "lead"]],
    [240, ["lead"]],
  ]);
});

test("WEB-04 an account that nothing is offered in is as if it were not there", async () => {
  await stage.addRule(byGroup);
  expect(await askingFor(await stage.viewer("outsider"), prod, undefined)).toBeNull();
  expect(await askingFor(await stage.viewer("engineer"), "999999999999", undefined)).toBeNull();
});

test("one link leads to the console, to the form or nowhere", async () => {
  await stage.addRule({ ...byGroup, sets: ["write"] });
  await stage.sql("insert into assignment values ($1, $2, 'user', 'engineer', now())", [
    prod,
    setArn("read"),
  ]);
  const viewer = await stage.viewer("engineer");
  expect(await wayTo(viewer, prod, "ps-read")).toMatchObject({ to: "console", accountName: "shop-prod" });
  expect(await wayTo(viewer, prod, "read")).toMatchObject({ to: "console", permissionSetName: "read" });
  expect(await wayTo(viewer, prod, "ps-write")).toEqual({ to: "form", setId: "ps-write" });
  expect(await wayTo(viewer, closed, "ps-write")).toMatchObject({ to: "nowhere" });
  const outsider = await stage.viewer("outsider");
  expect(await wayTo(outsider, prod, "ps-read")).toEqual(await wayTo(outsider, "999999999999", "ps-none"));
});

test("nothing was asked before, so nothing is there to ask again", async () => {
  await stage.addRule(byGroup);
  expect(await askAgainFor(await stage.viewer("engineer"))).toEqual([]);
});
