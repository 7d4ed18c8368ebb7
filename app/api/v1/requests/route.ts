import { address, call } from "#app/api/v1/door.ts";
import { calls } from "#lib/core/api/calls.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { requestAccess, type Written } from "#lib/operations/request-access.ts";
import { requestsOverApi } from "#lib/queries/api/requests.ts";
import { setArnOf } from "#lib/queries/api/set-arn.ts";

const tell = ({ requestId, grantId }: Written) => ({ id: requestId, grantId });

export const { GET, POST } = address({
  get: call(calls.requests, async ({ viewer, query }) => accept(await requestsOverApi(viewer, query))),
  post: call(calls.ask, async ({ doing, body, once }) => {
    const { permissionSetId, startsAt, ticket, ...rest } = body;
    const permissionSetArn = await setArnOf(permissionSetId);
    if (permissionSetArn === null) return refuse({ code: "not-offered" });
    const ask = {
      ...rest,
      permissionSetArn,
      startsAt: startsAt === undefined ? null : new Date(startsAt),
      ticket: ticket ?? null,
    };
    const result = await requestAccess(doing, ask, once(tell));
    return result.ok ? accept(tell(result.value)) : result;
  }),
});
