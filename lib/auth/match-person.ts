import { type Match, matchPerson } from "#lib/core/sign-in.ts";
import type { Db } from "#lib/db/client.ts";
import type { WebEnv } from "#lib/env.ts";
import type { Claims } from "./id-token-claims.ts";

type Attribute = WebEnv["PERSON_ATTRIBUTE"];

function whereAttribute(attribute: Attribute, value: string) {
  switch (attribute) {
    case "externalId":
      return { externalIds: { array_contains: [{ id: value }] } };
    case "userName":
      return { userName: value };
    case "userId":
      return { id: value };
  }
}

/**
 * Finds the one person of the catalogue that a verified identity is, by the configured attribute. Mail addresses play no part.
 * @param attribute which attribute of the identity store equals the claim: PERSON_ATTRIBUTE
 * @returns the person, or `no-match`, `ambiguous`, `disabled`, `bound-to-another`
 */
export async function findPerson(tx: Db, claims: Claims, attribute: Attribute): Promise<Match> {
  const candidates = await tx.person.findMany({
    where: whereAttribute(attribute, claims.personKey),
    select: { id: true, status: true },
    take: 2,
  });
  const bindings = await tx.signInIdentity.findMany({
    where: {
      issuer: claims.issuer,
      OR: [{ subject: claims.subject }, { personId: { in: candidates.map(({ id }) => id) } }],
    },
    select: { subject: true, personId: true },
  });
  return matchPerson(claims.subject, candidates, bindings);
}
