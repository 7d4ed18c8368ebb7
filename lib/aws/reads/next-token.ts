import { z } from "zod";

/** The token of the next page; some endpoints send null instead of leaving it out. */
export const nextToken = z
  .string()
  .nullish()
  .transform((token) => token ?? undefined);
