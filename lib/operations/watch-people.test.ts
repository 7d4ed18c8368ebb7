import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { setSyncStage } from "./sync/sync-stage.fixture.ts";
import { watchPeople } from "./watch-people.ts";

let stage: Awaited<ReturnType<typeof setSyncStage>>;

beforeAll(async () => {
  stage = await setSyncStage();
  await stage.read();
});
afterAll(async () => {
  await stage.end();
});

test("somebody who was disabled is not counted among those who reach an account any more", async () => {
  const { users, memberships, assignments } = stage.simulator.state();
  const given = assignments.find(({ principalType }) => principalType === "GROUP");
  const person = users.find(
    ({ id, status }) =>
      status === "ENABLED" &&
      memberships.some((row) => row.userId === id && row.groupId === given?.principalId),
  );
  if (!given || !person) throw new Error("Halden is not what it was.");
  const reaching = () => db().accountSummary.findUniqueOrThrow({ where: { accountId: given.accountId } });
  const members = () => db().groupSummary.findUniqueOrThrow({ where: { groupId: given.principalId } });
  const [before, group] = [await reaching(), await members()];
  await stage.sql(
    `with identity as (
       insert into sign_in_identity (issuer, subject, person_id, created_at, last_sign_in_at)
       values ('https://issuer.test', $1, $1, now(), now()) returning id)
     insert into session (token_hash, identity_id, person_id, created_at, last_seen_at, expires_at, auth_time)
     select '\\x00', id, $1, now(), now(), now() + interval '1 day', now() from identity`,
    [person.id],
  );
  await stage.change((state) => {
    state.users = state.users.map((each) => (each.id === person.id ? { ...each, status: "DISABLED" } : each));
  });
  expect(
    await watchPeople({ actor: { kind: "worker", workerId: "test" }, now: await readNow() }, stage.aws),
  ).toBe(1);
  expect((await reaching()).people).toBe(before.people - 1);
  expect(await members()).toMatchObject({ members: group.members, disabled: group.disabled + 1 });
});
