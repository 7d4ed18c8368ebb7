import type { DemoOrganisation } from "./demo-organisation.ts";
import { cast } from "./seed/organisation/cast.ts";
import { identifiers } from "./seed/organisation/identifiers.ts";
import { buildOrganisation } from "./seed/organisation/organisation.ts";

/** The demo's organisation, as the product and the identity provider are told of it. */
export function halden(): DemoOrganisation {
  const { groups } = buildOrganisation();
  const idOf = (name: string) => {
    const group = groups.find(({ displayName }) => displayName === name);
    if (!group) throw new Error(`The demo's organisation has no group ${name}.`);
    return group.id;
  };
  return {
    name: "Halden",
    region: identifiers.region,
    instanceArn: identifiers.instanceArn,
    identityStoreId: identifiers.identityStoreId,
    accessPortalUrl: "https://halden.awsapps.com/start",
    administratorsGroupId: idOf("gatehouse-administrators"),
    auditorsGroupId: idOf("gatehouse-auditors"),
    people: Object.values(cast).map(({ externalId, displayName, email, userName, role }) => ({
      sub: externalId,
      name: displayName,
      email,
      userName,
      may: role,
    })),
  };
}
