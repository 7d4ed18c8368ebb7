import { db } from "#lib/db/client.ts";

/** The ARN of a permission set by its last part; null when there is none. */
export async function setArnOf(id: string): Promise<string | null> {
  const set = await db().permissionSet.findUnique({ where: { id }, select: { arn: true } });
  return set?.arn ?? null;
}
