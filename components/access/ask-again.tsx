import { ButtonLink } from "#components/ui/button-link.tsx";
import { paths } from "#lib/paths.ts";

type AskAgainProps = {
  request: { accountId: string; accountName: string; permissionSetArn: string; permissionSetName: string };
  /** The request whose words the form begins with. */
  requestId: string;
  size?: "normal" | "small";
};

/** The way to the form, filled in with the words of the last time. */
export function AskAgain({ request, requestId, size = "small" }: AskAgainProps) {
  const { accountId, accountName, permissionSetArn, permissionSetName } = request;
  return (
    <ButtonLink
      href={paths.newRequest({ account: accountId, set: permissionSetArn, again: requestId })}
      size={size}
      aria-label={`Ask again: ${permissionSetName} in ${accountName}`}
    >
      Ask again
    </ButtonLink>
  );
}
