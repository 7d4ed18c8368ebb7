/** The most roles that are asked for at once. */
export const MAX_BUNDLED = 10;

/** How much a person has asked for and holds, for the limits. */
export type AskingCounts = {
  openRequestCount: number;
  askedWithinHour: number;
  openGrantCount: number;
  openUnderRule: number;
};

/** A role of a bundle that may be asked: the rule that decides for it, and whether that agrees by itself. */
export type Judged = { ruleId: string; isAutomatic: boolean };

/**
 * What the limits count for one role of a bundle: what the database counts, and what comes with the roles that are asked before it.
 * @param counted over all, and under the rule that decides for this role
 * @param before the roles of the same bundle that may be asked and stand before it
 */
export function countsWithin(
  counted: AskingCounts,
  before: readonly Judged[],
  ruleId: string | null,
): AskingCounts {
  const granted = before.filter(({ isAutomatic }) => isAutomatic).length;
  return {
    openRequestCount: counted.openRequestCount + before.length - granted,
    askedWithinHour: counted.askedWithinHour + before.length,
    openGrantCount: counted.openGrantCount + granted,
    openUnderRule: counted.openUnderRule + before.filter((each) => each.ruleId === ruleId).length,
  };
}

/** A role in an account, as addresses and forms name it: the account's 12 digits and the last part of the permission set's ARN. */
export type RoleRef = { accountId: string; setId: string };

const ROLE_REF = /^(\d{12})\/([A-Za-z0-9-]{1,64})$/;

/** A reference written as one word. */
export function writeRoleRef({ accountId, setId }: RoleRef): string {
  return `${accountId}/${setId}`;
}

/**
 * The references that a list of words holds, each once and in its order.
 * @param most how many are read; the others are left out, and so is what is no reference
 */
export function readRoleRefs(words: readonly string[], most = MAX_BUNDLED): RoleRef[] {
  const seen = new Map<string, RoleRef>();
  for (const word of words) {
    const [, accountId, setId] = ROLE_REF.exec(word) ?? [];
    if (accountId !== undefined && setId !== undefined && seen.size < most)
      seen.set(word, { accountId, setId });
  }
  return [...seen.values()];
}
