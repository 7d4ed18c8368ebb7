import type { Db } from "#lib/db/client.ts";
import type { AuditEntry } from "#lib/db/record.ts";

type Written = {
  id: string;
  grantId: string | null;
  owner: string | null;
  reason: string;
  askedById: string;
  askedByName: string;
};

export type GrantAsk = Written & { kind: "retry" | "hand_over" | "remove" };
export type GrantingAsk = Written & { kind: "drain" | "resume" };

/** An ask as the web wrote it down. Nothing in it is proven. */
export type OpenAsk = GrantAsk | GrantingAsk;

export function isGrantAsk(ask: OpenAsk): ask is GrantAsk {
  return ask.kind === "retry" || ask.kind === "hand_over" || ask.kind === "remove";
}

/** What the audit says an ask about a grant is about; the bare id when there is no such grant. */
export async function entryOf(
  tx: Db,
  { grantId }: GrantAsk,
): Promise<Pick<AuditEntry, "target" | "requestId" | "grantId" | "accountId" | "personId">> {
  const grant =
    grantId === null
      ? null
      : await tx.grant.findUnique({
          where: { id: grantId },
          select: {
            id: true,
            requestId: true,
            accountId: true,
            personId: true,
            request: { select: { permissionSetName: true, accountName: true } },
          },
        });
  if (!grant) return { target: { kind: "grant", id: grantId ?? "", name: "A grant that is not there" } };
  const { id, request, requestId, accountId, personId } = grant;
  const name = `${request.permissionSetName} in ${request.accountName}`;
  return { target: { kind: "grant", id, name }, requestId, grantId: id, accountId, personId };
}
