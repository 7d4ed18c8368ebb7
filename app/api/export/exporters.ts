import { accountFields } from "#app/(console)/accounts/filters.ts";
import { demandedFields, readChangesAddress } from "#app/(console)/changes/changes-address.ts";
import { groupFields } from "#app/(console)/groups/filters.ts";
import { peopleFields } from "#app/(console)/people/filters.ts";
import { permissionSetFields } from "#app/(console)/permission-sets/filters.ts";
import { everyAccountFor } from "#lib/queries/catalogue/accounts.ts";
import { everyChangeFor } from "#lib/queries/catalogue/every-change.ts";
import { everyGroupFor } from "#lib/queries/catalogue/groups.ts";
import { everyPersonFor } from "#lib/queries/catalogue/people.ts";
import { everyPermissionSetFor } from "#lib/queries/catalogue/permission-sets.ts";
import { detailExporters } from "./detail-exporters.ts";
import { type Exporter, exporter } from "./exporter.ts";
import { findingExporters } from "./finding-exporters.ts";

/** The filters of the changes; a moment that the zone's clocks left out leaves nothing. */
function demandMoments(...asked: Parameters<typeof readChangesAddress>) {
  const { filters, misread } = readChangesAddress(...asked);
  return misread.length === 0 ? filters : { ...filters, to: new Date(0) };
}

/** Every list that can be exported, by the name that its address and its file carry. */
export const exporters: ReadonlyMap<string, Exporter> = new Map([
  [
    "accounts",
    exporter({
      address: accountFields,
      columns: [
        "id",
        "name",
        "email",
        "state",
        "unitId",
        "unitName",
        "owner",
        "people",
        "standing",
        "temporary",
        "administrators",
        "permissionSets",
        "assignments",
        "orphans",
      ],
      rows: everyAccountFor,
    }),
  ],
  [
    "permission-sets",
    exporter({
      address: permissionSetFields,
      columns: [
        "arn",
        "name",
        "description",
        "sessionMinutes",
        "administratorLike",
        "accounts",
        "assignments",
        "groups",
        "standing",
        "temporary",
        "rules",
      ],
      rows: everyPermissionSetFor,
    }),
  ],
  [
    "groups",
    exporter({
      address: groupFields,
      columns: [
        "id",
        "name",
        "description",
        "members",
        "disabled",
        "accounts",
        "permissionSets",
        "assignments",
      ],
      rows: everyGroupFor,
    }),
  ],
  [
    "people",
    exporter({
      address: peopleFields,
      columns: [
        "id",
        "name",
        "userName",
        "email",
        "status",
        "groups",
        "accounts",
        "standing",
        "temporary",
        "administratorAccounts",
        "permissionSets",
        "direct",
      ],
      rows: everyPersonFor,
    }),
  ],
  [
    "changes",
    exporter({
      address: demandedFields,
      columns: [
        "at",
        "kind",
        "noun",
        "origin",
        "accountId",
        "accountName",
        "permissionSetArn",
        "permissionSetName",
        "groupId",
        "groupName",
        "personId",
        "personName",
        "unitId",
        "unitName",
        "what",
        "runId",
      ],
      rows: (viewer, address, moment) => everyChangeFor(viewer, demandMoments(address, moment)),
    }),
  ],
  ...detailExporters,
  ...findingExporters,
]);
