import { z } from "zod";

/** What the API takes and answers. The published description is made of these, and answers are checked against them in tests. */
const id = z.uuid();
const moment = z.iso.datetime({ offset: true });
const accountId = z.string().regex(/^\d{12}$/);

export const me = z.strictObject({
  person: z.strictObject({ id: z.string(), name: z.string(), email: z.string().nullable() }),
  scopes: z.array(z.enum(["read", "ask", "audit"])),
});

export const offer = z.strictObject({
  account: z.strictObject({ id: accountId, name: z.string() }),
  /** Why nothing can be had there now; null when it can. */
  unavailable: z.string().nullable(),
  permissionSets: z.array(z.strictObject({ id: z.string(), name: z.string(), maxMinutes: z.int() })),
});
export const offers = z.strictObject({ offers: z.array(offer) });

export const grant = z.strictObject({
  id,
  requestId: id,
  account: z.strictObject({ id: accountId, name: z.string() }),
  permissionSet: z.string(),
  personId: z.string(),
  state: z.string(),
  startsAt: moment,
  endsAt: moment,
  /** Until when a session that was opened may live on. */
  sessionsUntil: moment,
});
export const grants = z.strictObject({ grants: z.array(grant) });

export const request = z.strictObject({
  id,
  number: z.int(),
  account: z.strictObject({ id: accountId, name: z.string() }),
  permissionSet: z.string(),
  minutes: z.int(),
  reason: z.string(),
  ticket: z.string().nullable(),
  state: z.enum(["pending", "approved", "denied", "cancelled", "lapsed", "invalidated"]),
  createdAt: moment,
  lapsesAt: moment,
  settledAt: moment.nullable(),
  /** Where a person looks at it. */
  url: z.url(),
});
export const requestWithGrant = z.strictObject({ ...request.shape, grant: grant.nullable() });
export const requests = z.strictObject({ requests: z.array(request) });

/** An ask. Anything else in it is refused. */
export const ask = z.strictObject({
  accountId,
  /** The last part of the permission set's ARN, such as `ps-0123456789abcdef`, as offers name it. */
  permissionSetId: z.string().min(1).max(64),
  minutes: z.int().min(1).max(100_000),
  startsAt: moment.optional(),
  reason: z.string().min(1).max(1_000),
  ticket: z.string().max(100).optional(),
});
export const asked = z.strictObject({ id, grantId: id.nullable() });
export const done = z.strictObject({ id });

export const auditEvent = z.strictObject({
  id: z.string(),
  at: moment,
  action: z.string(),
  actor: z.strictObject({ id: z.string(), name: z.string() }),
  target: z.strictObject({ kind: z.string(), id: z.string(), name: z.string() }),
  cause: z.string(),
  requestId: id.nullable(),
  grantId: id.nullable(),
});
export const auditPage = z.strictObject({ events: z.array(auditEvent), next: z.string().nullable() });

/** https://www.rfc-editor.org/rfc/rfc9457 */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
});
