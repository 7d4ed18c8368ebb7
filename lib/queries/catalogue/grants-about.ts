import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import type { GrantState } from "#lib/db/generated/enums.ts";

/** The states as the design and the database spell them. */
const words = {
  scheduled: "scheduled",
  granting: "granting",
  active: "active",
  active_preexisting: "active-preexisting",
  revoking: "revoking",
  revoke_blocked: "revoke-blocked",
  contested: "contested",
  grant_failed: "grant-failed",
  ended: "ended",
  cancelled: "cancelled",
  invalidated: "invalidated",
} as const satisfies Record<GrantState, string>;

export type GrantAbout = {
  id: string;
  state: (typeof words)[GrantState];
  startsAt: Date;
  endsAt: Date;
  endedAt: Date | null;
  sessionMinutes: number;
  personId: string;
  personName: string;
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
  requestId: string;
  requestNumber: number;
};

type About = { accountId: string } | { personId: string } | { permissionSetArn: string };

/** How many grants one page of an account, a person or a permission set shows. */
const GRANTS_SHOWN = 50;

/** How many grants there are of one account, person or permission set. Nobody but readers gets any. */
export async function countGrantsAbout(viewer: Viewer, about: About): Promise<number> {
  return mayReadEverything(viewer) ? db().grant.count({ where: about }) : 0;
}

/** The latest grants of one account, person or permission set, and how many there are. Nobody but readers gets any. */
export async function grantsAbout(
  viewer: Viewer,
  about: About,
): Promise<{ grants: readonly GrantAbout[]; total: number }> {
  if (!mayReadEverything(viewer)) return { grants: [], total: 0 };
  const [rows, total] = await Promise.all([
    db().grant.findMany({
      where: about,
      orderBy: [{ endsAt: "desc" }, { id: "asc" }],
      take: GRANTS_SHOWN,
      select: {
        id: true,
        state: true,
        startsAt: true,
        endsAt: true,
        endedAt: true,
        sessionMinutes: true,
        personId: true,
        accountId: true,
        permissionSetArn: true,
        request: {
          select: { id: true, number: true, requesterName: true, accountName: true, permissionSetName: true },
        },
      },
    }),
    db().grant.count({ where: about }),
  ]);
  const grants = rows.map(({ request, ...grant }) => ({
    ...grant,
    state: words[grant.state],
    personName: request.requesterName,
    accountName: request.accountName,
    permissionSetName: request.permissionSetName,
    requestId: request.id,
    requestNumber: request.number,
  }));
  return { grants, total };
}
