import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import type { Stage, Who } from "./stage.ts";

/** The id of the group whose members administer Gatehouse. */
export function administratorsGroupId(stage: Stage): string {
  const group = stage.organisation.groups.find(
    ({ displayName }) => displayName === "gatehouse-administrators",
  );
  if (!group) throw new Error("The organisation has no administrators.");
  return group.id;
}

/** Does something while somebody is an administrator too, or is none for once. */
export async function whileAdministrator<T>(
  stage: Stage,
  who: Who,
  is: boolean,
  act: () => Promise<T>,
): Promise<T> {
  await setMember(stage, who, is);
  try {
    return await act();
  } finally {
    await setMember(stage, who, !is);
  }
}

function setMember(stage: Stage, who: Who, is: boolean): Promise<number> {
  const groupId = administratorsGroupId(stage);
  const { userId } = cast[who];
  return stage.as("owner", () =>
    is
      ? db()
          .$executeRaw`insert into membership (group_id, person_id, valid_from) values (${groupId}, ${userId}, gatehouse_now())`
      : db().$executeRaw`delete from membership where group_id = ${groupId} and person_id = ${userId}`,
  );
}
