import { z } from "zod";

/** Somebody who can sign in at the demo's provider; `may` says in words what the product lets them do. */
export const demoPerson = z.strictObject({
  sub: z.string().min(1),
  name: z.string(),
  email: z.string(),
  userName: z.string(),
  may: z.string(),
});

export type DemoPerson = z.infer<typeof demoPerson>;
