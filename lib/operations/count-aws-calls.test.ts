import { afterAll, beforeAll, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { personStatus } from "#lib/aws/person-status.ts";
import { db } from "#lib/db/client.ts";
import { flushCounts } from "#lib/db/counts.ts";
import { awsCallCounter } from "./count-aws-calls.ts";
import { Stage } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(async () => {
  await stage.strike();
});

const countedOf = (metric: string, label: string) =>
  stage.as("worker", async () => {
    const row = await db().engineCount.findUnique({ where: { name_label: { name: metric, label } } });
    return row?.value ?? 0;
  });

test("each call and each fault is counted once, however often it is asked for them", async () => {
  const countCalls = awsCallCounter(stage.aws.limiter);
  const count = () =>
    stage.as("worker", async () => {
      countCalls();
      await flushCounts();
    });
  const ask = () => stage.as("worker", () => personStatus(stage.aws, cast.leo.userId));
  await count();
  const before = await countedOf("aws_call", "identitystore:DescribeUser");
  await ask();
  await ask();
  await count();
  await count();
  expect(await countedOf("aws_call", "identitystore:DescribeUser")).toBe(before + 2);
  stage.simulator.inject({
    kind: "error",
    operation: "DescribeUser",
    name: "AccessDeniedException",
    message: "no",
    httpStatus: 400,
    times: 1,
  });
  await expect(ask()).rejects.toMatchObject({ kind: "denied" });
  await count();
  await count();
  expect(await countedOf("aws_fault", "denied")).toBe(1);
  expect(await countedOf("aws_call", "identitystore:DescribeUser")).toBe(before + 3);
});
