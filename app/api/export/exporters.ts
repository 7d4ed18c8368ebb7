import { accountFields } from "#app/(console)/accounts/filters.ts";
import { groupFields } from "#app/(console)/groups/filters.ts";
import { peopleFields } from "#app/(console)/people/filters.ts";
import { permissionSetFields } from "#app/(console)/permission-sets/filters.ts";
import { everyAccountFor } from "#lib/queries/catalogue/accounts.ts";
import { everyGroupFor } from "#lib/queries/catalogue/groups.ts";
import { everyPersonFor } from "#lib/queries/catalogue/people.ts";
import { everyPermissionSetFor } from "#lib/queries/catalogue/permission-sets.ts";
import { type Exporter, exporter } from "./exporter.ts";

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
]);
