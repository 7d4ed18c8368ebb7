import type { z } from "zod";
import { call } from "#app/api/v1/door.ts";
import type { me } from "#lib/core/api/schemas.ts";
import { accept } from "#lib/core/result.ts";

export const GET = call({
  scope: null,
  answer: async ({ viewer, scopes }) => {
    const { personId, displayName, email } = viewer;
    const answer: z.infer<typeof me> = {
      person: { id: personId, name: displayName, email },
      scopes: [...scopes],
    };
    return accept(answer);
  },
});
