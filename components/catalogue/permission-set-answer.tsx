import { Say } from "#components/ui/say.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { count, formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type PermissionSetAnswerProps = {
  set: { arn: string; name: string; accounts: number; people: number; administratorLike: string | null };
  reach: { holders: number };
};

/** Where a permission set is used and by how many, in one sentence. */
export function PermissionSetAnswer({ set, reach }: PermissionSetAnswerProps) {
  const { arn, name, accounts, people, administratorLike } = set;
  return (
    <Say className="mb-6">
      {accounts === 0 ? (
        <>
          {name} is provisioned <b>nowhere</b>
        </>
      ) : (
        <>
          {people === 0 ? (
            <b>Nobody</b>
          ) : (
            <TextLink as="plain" href={paths.permissionSet(arn, { view: "holders" })}>
              {count(people, "person")}
            </TextLink>
          )}{" "}
          {people === 1 || people === 0 ? "holds" : "hold"} {name} standing
          {reach.holders > 0 && (
            <>
              , <b>{formatNumber(reach.holders)} for a time</b>
            </>
          )}
          ; it is provisioned in{" "}
          <TextLink as="plain" href={paths.permissionSet(arn, { view: "accounts" })}>
            {count(accounts, "account")}
          </TextLink>
        </>
      )}
      {administratorLike !== null && (
        <>
          . It is <b>like an administrator’s</b>: {administratorLike}
        </>
      )}
      .
    </Say>
  );
}
