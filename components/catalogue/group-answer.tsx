import { Say } from "#components/ui/say.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type GroupAnswerProps = {
  group: { id: string; name: string; members: number };
  reach: { accounts: number; permissionSets: number; administrator: number };
};

/** What a group gives, and to how many, in one sentence. */
export function GroupAnswer({ group, reach }: GroupAnswerProps) {
  const { accounts, permissionSets, administrator } = reach;
  return (
    <Say className="mb-6">
      {group.name} gives{" "}
      {group.members === 0 ? (
        <b>nobody</b>
      ) : (
        <TextLink as="plain" href={paths.group(group.id)}>
          {count(group.members, "person")}
        </TextLink>
      )}{" "}
      {accounts === 0 ? (
        <b>nothing</b>
      ) : (
        <TextLink as="plain" href={paths.group(group.id, { view: "reaches" })}>
          {count(permissionSets, "permission set")} in {count(accounts, "account")}
        </TextLink>
      )}
      {administrator > 0 && (
        <>
          ; in <b>{count(administrator, "account")}</b> like an administrator
        </>
      )}
      .
    </Say>
  );
}
