import { call } from "#app/api/v1/door.ts";
import { ask } from "#lib/core/api/schemas.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { requestAccess } from "#lib/operations/request-access.ts";
import { requestsOverApi, setArnOf } from "#lib/queries/api/requests.ts";

export const GET = call({
  scope: "read",
  answer: async ({ viewer }) => accept({ requests: await requestsOverApi(viewer) }),
});

export const POST = call({
  scope: "ask",
  takes: ask,
  status: 201,
  async answer({ doing, body: { accountId, permissionSetId, minutes, startsAt, reason, ticket } }) {
    const permissionSetArn = await setArnOf(permissionSetId);
    if (permissionSetArn === null) return refuse({ code: "not-offered" });
    const result = await requestAccess(doing, {
      accountId,
      permissionSetArn,
      minutes,
      startsAt: startsAt === undefined ? null : new Date(startsAt),
      reason,
      ticket: ticket ?? null,
    });
    return result.ok ? accept({ id: result.value.requestId, grantId: result.value.grantId }) : result;
  },
});
