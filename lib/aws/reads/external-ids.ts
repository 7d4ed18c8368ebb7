import { z } from "zod";

/** The ids that the identity provider knows a person or group by; one without both parts says nothing and is left out. */
export const externalIds = z
  .array(z.object({ Issuer: z.string().optional(), Id: z.string().optional() }))
  .default([])
  .transform((ids) =>
    ids.flatMap(({ Issuer, Id }) =>
      Issuer !== undefined && Id !== undefined ? [{ issuer: Issuer, id: Id }] : [],
    ),
  );
