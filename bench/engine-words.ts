import { z } from "zod";

const tuple = z.object({ accountId: z.string(), permissionSetArn: z.string(), personId: z.string() });

/** One assignment that stands in the simulated AWS, ready to be taken for ours. */
export type Standing = z.infer<typeof tuple>;

/** What the process of the simulated AWS is started with: how many assignments stand, each in an account of its own as far as there are so many. */
export const awsOrders = z.object({
  standing: z.int().positive(),
  accounts: z.int().positive(),
  latencyMs: z.int().nonnegative(),
  rateLimits: z.boolean(),
});

export const awsStarted = z.object({
  url: z.url(),
  region: z.string(),
  instanceArn: z.string(),
  identityStoreId: z.string(),
  standing: z.array(tuple),
});

/** What it is asked for: every delete that has come, with the moment of its coming, and how much is left. */
export const awsTold = z.object({
  deletes: z.array(tuple.extend({ at: z.date() })),
  left: z.int(),
  calls: z.record(z.string(), z.int()),
});

export const workerOrders = z.object({
  region: z.string(),
  instanceArn: z.string(),
  identityStoreId: z.string(),
  slots: z.int().positive(),
  /** AWS's own limits, or none: then what is left is our own share. */
  limits: z.enum(["aws", "none"]),
});
