import { Say } from "#components/ui/say.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AccountReach } from "#lib/core/catalogue/way.ts";
import { count, formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type AccountAnswerProps = { account: { id: string; name: string }; reach: AccountReach };

/** Who can reach an account, in one sentence. */
export function AccountAnswer({ account, reach }: AccountAnswerProps) {
  const { people, standing, temporary, administrators, orphans } = reach;
  const to = (filters: Record<string, string>) => paths.account(account.id, { view: "people", ...filters });
  const gone = orphans > 0 && (
    <>
      {" "}
      <b>{count(orphans, "path")}</b> {orphans === 1 ? "leads" : "lead"} from people or groups that are gone.
    </>
  );
  if (people === 0) {
    return (
      <Say className="mb-6">
        <b>Nobody</b> reaches {account.name}.{gone}
      </Say>
    );
  }
  return (
    <Say className="mb-6">
      <TextLink as="plain" href={to({})}>
        {count(people, "person")}
      </TextLink>{" "}
      {people === 1 ? "reaches" : "reach"} {account.name}:{" "}
      <TextLink as="plain" href={to({ kind: "standing" })}>
        {standing === people ? "all standing" : `${formatNumber(standing)} standing`}
      </TextLink>
      {administrators > 0 && (
        <>
          , <b>{formatNumber(administrators)}</b> of them like an administrator
        </>
      )}
      {temporary > 0 && (
        <>
          , and{" "}
          <TextLink as="plain" href={to({ kind: "temporary" })}>
            {formatNumber(temporary)} for a time
          </TextLink>
        </>
      )}
      .{gone}
    </Say>
  );
}
