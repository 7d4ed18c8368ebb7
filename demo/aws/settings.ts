import { z } from "zod";

/** How the simulated AWS behaves; every one of these may change while it runs. */
export const settingsSchema = z.object({
  /** Open creations at a time before AWS says that too many requests are processing. */
  openOperationQuota: z.int().nonnegative(),
  /** Accounts carry their path in the organisation; older endpoints leave it out. */
  accountPaths: z.boolean(),
  /** How many times faster than the wall's the simulated clock runs: what settles, and what the rate limits count. */
  clockSpeed: z.number().positive(),
  /** The first of every so many pages of a list is empty and has a token; 0: none is. */
  emptyPages: z.union([z.literal(0), z.int().min(2)]),
  /** How long lists do not show a change yet, in milliseconds of the simulated clock. */
  listLagMs: z.number().nonnegative(),
  /** How long a page's token is good for, in milliseconds of the simulated clock; null: for ever. */
  tokenLifeMs: z.number().positive().nullable(),
  /** The caller is a delegated administrator's account and not the management account. */
  delegatedAdministrator: z.boolean(),
  /** Operations that this endpoint does not know, such as "ListUsers" or, where two services have one, "sso-admin:ListTagsForResource". */
  notOffered: z.array(z.string()),
  /** How far the answers' Date is off the simulated clock, in milliseconds. */
  dateSkewMs: z.number(),
  /** How far a signature's time may be off that Date, in milliseconds; AWS allows five minutes. Null: as far as it likes. */
  signatureToleranceMs: z.number().nonnegative().nullable(),
  /** Access keys whose requests are refused as expired. */
  expiredAccessKeys: z.array(z.string()),
  /** How long the credentials that are handed out from now on live, in milliseconds of the wall's clock. */
  credentialsLifeMs: z.number().positive(),
  /** What is drawn by lot is drawn from this number; setting another begins the drawing anew. */
  chanceSeed: z.int(),
});

export type WorldSettings = z.infer<typeof settingsSchema>;

export const changedSettingsSchema = z.strictObject(settingsSchema.partial().shape);

export type ChangedSettings = z.infer<typeof changedSettingsSchema>;

export const usualSettings: WorldSettings = {
  openOperationQuota: 15,
  accountPaths: true,
  clockSpeed: 1,
  emptyPages: 0,
  listLagMs: 0,
  tokenLifeMs: null,
  delegatedAdministrator: false,
  notOffered: [],
  dateSkewMs: 0,
  signatureToleranceMs: null,
  expiredAccessKeys: [],
  credentialsLifeMs: 60 * 60 * 1000,
  chanceSeed: 1,
};
