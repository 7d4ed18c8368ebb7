import { DescribeUserCommand, ListUsersCommand } from "@aws-sdk/client-identitystore";
import { ListAccountsCommand } from "@aws-sdk/client-organizations";
import { DescribeInstanceCommand } from "@aws-sdk/client-sso-admin";
import { afterEach, describe, expect, test, vi } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import {
  assign,
  assignedIn,
  assignmentIn,
  type Clients,
  connect,
  IdentityStoreId,
  InstanceArn,
  seed,
} from "./clients.fixture.ts";
import { createInProcessAws, type Fate, type InProcessAwsOptions, type SentRequest } from "./in-process.ts";

const startAt = new Date("2026-11-24T09:00:00Z");
const latencyMs = 2_000;
const opened: Clients[] = [];
const create = {
  service: "sso-admin",
  operation: "CreateAccountAssignment",
  body: assignmentIn("payments-prod"),
} as const;
const remove = { ...create, operation: "DeleteAccountAssignment" } as const;

afterEach(() => {
  vi.restoreAllMocks();
  for (const clients of opened.splice(0)) clients.close();
});

describe("the unmodified clients", () => {
  test("read all three services through it", async () => {
    const { clients } = begin();
    const instance = await clients.sso.send(new DescribeInstanceCommand({ InstanceArn }));
    expect(instance.CreatedDate).toEqual(new Date(seed.instance.createdAt));
    const { UserId } = await clients.store.send(
      new DescribeUserCommand({ IdentityStoreId, UserId: cast.ines.userId }),
    );
    expect(UserId).toBe(cast.ines.userId);
    expect((await clients.organizations.send(new ListAccountsCommand({}))).Accounts).toHaveLength(20);
  });

  test("hear of errors as they do over HTTP", async () => {
    const { aws, clients } = begin();
    aws.inject({ kind: "throttled", operation: "ListUsers" });
    await expect(clients.store.send(new ListUsersCommand({ IdentityStoreId }))).rejects.toMatchObject({
      name: "ThrottlingException",
      message: "Rate exceeded",
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("see what is due by the clock that was set, and nothing before", async () => {
    const { aws, clients } = begin();
    await assign(clients, "payments-prod");
    aws.setNow(new Date(startAt.getTime() + latencyMs - 1));
    expect(await assignedIn(clients, "payments-prod")).not.toContain(cast.ines.userId);
    aws.setNow(new Date(startAt.getTime() + latencyMs));
    expect(await assignedIn(clients, "payments-prod")).toContain(cast.ines.userId);
  });
});

describe("the fate of a request", () => {
  const lost = { name: "TimeoutError", code: "ECONNRESET" };

  test.each<[Fate, object, boolean]>([
    [{ kind: "unreached" }, { code: "ECONNREFUSED" }, false],
    [{ kind: "lost-before" }, lost, false],
    [{ kind: "lost-after" }, lost, true],
    [{ kind: "lands-late", delayMs: 0 }, lost, true],
    [{ kind: "lands-late", delayMs: 60_000 }, lost, false],
    [{ kind: "refused", name: "ConflictException" }, { name: "ConflictException" }, false],
  ])("%o rejects and has its effect or none", async (fate, error, hasHappened) => {
    const { aws, clients } = begin({
      fateOf: ({ operation }) => (operation.startsWith("Create") ? fate : { kind: "answered" }),
    });
    await expect(assign(clients, "payments-prod")).rejects.toMatchObject(error);
    aws.setNow(new Date(startAt.getTime() + latencyMs));
    expect((await assignedIn(clients, "payments-prod")).includes(cast.ines.userId)).toBe(hasHappened);
  });

  test("late is late by the clock", async () => {
    const { aws } = begin();
    expect(aws.perform(create, { kind: "lands-late", delayMs: 60_000 })).toEqual({ do: "reset" });
    aws.setNow(new Date("2026-11-24T10:00:00Z"));
    expect(aws.state().operations).toMatchObject([
      { openedAt: "2026-11-24T09:01:00.000Z", settlesAt: "2026-11-24T09:01:02.000Z", status: "SUCCEEDED" },
    ]);
  });

  test("a request arrives when it is let, in the order in which that happens", async () => {
    const arrivals = new Map<number, (fate: Fate) => void>();
    const { aws, clients } = begin({
      fateOf: ({ number }) => new Promise((resolve) => arrivals.set(number, resolve)),
    });
    const [first, second] = [assign(clients, "payments-prod"), assign(clients, "ledger-prod")];
    await expect.poll(() => arrivals.size).toBe(2);
    expect(aws.state().operations).toEqual([]);
    arrivals.get(2)?.({ kind: "answered" });
    await second;
    expect(aws.state().operations).toHaveLength(1);
    aws.setNow(new Date(startAt.getTime() + 5_000));
    arrivals.get(1)?.({ kind: "answered" });
    const requestId = await first;
    const opened = aws.state().operations.find((one) => one.requestId === requestId);
    expect(opened?.openedAt).toBe("2026-11-24T09:00:05.000Z");
  });

  test("between the effect and the answer the effect is there and the sender waits", async () => {
    const heard: string[] = [];
    let deliver = () => {};
    const { aws, clients } = begin({
      answering: ({ operation }, outcome) => {
        heard.push(`${operation} ${outcome.do}`);
        return new Promise((resolve) => {
          deliver = resolve;
        });
      },
    });
    const assigned = assign(clients, "payments-prod").then(() => heard.push("sender heard"));
    await expect.poll(() => heard).toEqual(["CreateAccountAssignment answer"]);
    expect(aws.state().operations).toHaveLength(1);
    deliver();
    await assigned;
    expect(heard.at(-1)).toBe("sender heard");
  });

  test("a sender that gives up does not take its request back", async () => {
    const sent: SentRequest[] = [];
    let arrive = (_fate: Fate) => {};
    const { aws, clients } = begin({
      fateOf: (request) => {
        sent.push(request);
        return new Promise((resolve) => {
          arrive = resolve;
        });
      },
    });
    const patience = new AbortController();
    const asked = clients.organizations.send(new ListAccountsCommand({}), { abortSignal: patience.signal });
    await expect.poll(() => sent.length).toBe(1);
    patience.abort();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
    expect(aws.calls("organizations:ListAccounts")).toBe(0);
    arrive({ kind: "answered" });
    await expect.poll(() => aws.calls("organizations:ListAccounts")).toBe(1);
  });
});

test("answers a request at once, without a clock, a timer or a chance of the machine's", () => {
  for (const clock of [Date, performance]) {
    vi.spyOn(clock, "now").mockImplementation(() => {
      throw new Error("The machine's clock was read");
    });
  }
  vi.spyOn(Math, "random").mockImplementation(() => {
    throw new Error("The machine's chance was drawn");
  });
  const { aws } = begin({ rateLimits: true });
  expect(aws.perform(create)).toMatchObject({ do: "answer" });
  aws.setNow(new Date("2026-11-24T09:30:00Z"));
  expect(aws.perform(remove)).toMatchObject({ do: "answer" });
  expect(aws.perform(remove)).toMatchObject({ do: "refuse", failure: { errorName: "ConflictException" } });
  aws.setNow(new Date("2026-11-24T10:00:00Z"));
  expect(aws.perform(remove)).toMatchObject({ failure: { errorName: "ResourceNotFoundException" } });
});

test("rate limits follow the clock that was set", () => {
  const { aws } = begin({ rateLimits: true });
  const roots = () => aws.perform({ service: "organizations", operation: "ListRoots", body: {} }).do;
  expect([roots(), roots(), roots()]).toEqual(["answer", "answer", "refuse"]);
  aws.setNow(new Date(startAt.getTime() + 1_000));
  expect([roots(), roots()]).toEqual(["answer", "refuse"]);
});

describe("the same seed", () => {
  const story = (chanceSeed: number) => {
    const { aws } = begin({ chanceSeed });
    aws.inject({ kind: "throttled", operation: "*", share: 0.5 });
    const outcomes = Array.from({ length: 60 }, (_, minute) => {
      aws.setNow(new Date(startAt.getTime() + minute * 60_000));
      return aws.perform(minute % 2 === 0 ? create : remove);
    });
    aws.changeAtRandom({ count: 50, seed: 3 });
    return { outcomes, state: aws.state() };
  };

  test("tells the same story, ids included", () => expect(story(5)).toEqual(story(5)));

  test("and another seed tells another", () => expect(story(5)).not.toEqual(story(6)));
});

function begin(options: Partial<InProcessAwsOptions> = {}) {
  const aws = createInProcessAws({
    seed,
    startAt,
    latencyMs,
    checkShapes: true,
    rateLimits: false,
    ...options,
  });
  const clients = connect({ requestHandler: aws.requestHandler });
  opened.push(clients);
  return { aws, clients };
}
