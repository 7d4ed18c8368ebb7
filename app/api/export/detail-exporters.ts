import { z } from "zod";
import { disabled, pathFields as paths } from "#app/(console)/path-fields.ts";
import { choice, field } from "#app/(console)/search-params.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { waysIntoAccount } from "#lib/queries/catalogue/account-ways.ts";
import {
  type AccountsReachedFilters,
  accountsReached,
  type WaysAbout,
} from "#lib/queries/catalogue/accounts-reached.ts";
import { everyMemberOfGroup } from "#lib/queries/catalogue/group.ts";
import {
  everybodyReachingAccount,
  type PeopleReachingFilters,
} from "#lib/queries/catalogue/people-reaching.ts";
import { type RolesGivenFilters, rolesGiven } from "#lib/queries/catalogue/roles-given.ts";
import { type Exporter, exporter } from "./exporter.ts";
import { pathColumns, pathRow, pathRowsOf, roleColumns, roleRow } from "./path-rows.ts";

const id = z
  .string()
  .min(1)
  .max(200)
  // Postgres takes no NUL.
  .refine((text) => !text.includes("\0"));

/** The lists on the page of one account, permission set, group or person; `id` (of a permission set: `arn`) says of which. */
export const detailExporters: readonly (readonly [string, Exporter])[] = [
  [
    "account-people",
    exporter({
      address: z.object({ id, ...paths, disabled }),
      columns: [
        "personId",
        "name",
        "userName",
        "status",
        "permissionSetArn",
        "permissionSetName",
        "groupId",
        "groupName",
        "access",
        "since",
        "endsAt",
      ],
      rows: peopleOfAccount,
    }),
  ],
  [
    "account-paths",
    exporter({ address: z.object({ id, ...paths }), columns: [...pathColumns], rows: pathsOfAccount }),
  ],
  [
    "person-accounts",
    exporter({
      address: z.object({ id, ...paths, without: field, leaving: choice(["ends", "remains"]) }),
      columns: [...pathColumns],
      rows: (viewer, { id: personId, ...filters }) => accountPaths(viewer, { personId }, filters),
    }),
  ],
  [
    "person-paths",
    exporter({
      address: z.object({ id, ...paths }),
      columns: [...roleColumns],
      rows: (viewer, { id: personId, ...filters }) => roles(viewer, { personId }, filters),
    }),
  ],
  [
    "group-accounts",
    exporter({
      address: z.object({ id, ...paths }),
      columns: [...pathColumns],
      rows: (viewer, { id: groupId, ...filters }) => accountPaths(viewer, { groupId }, filters),
    }),
  ],
  [
    "group-paths",
    exporter({
      address: z.object({ id, ...paths }),
      columns: [...roleColumns],
      rows: (viewer, { id: groupId, ...filters }) => roles(viewer, { groupId }, filters),
    }),
  ],
  [
    "group-members",
    exporter({
      address: z.object({ id, q: field, status: choice(["ENABLED", "DISABLED"]) }),
      columns: ["id", "name", "userName", "email", "status", "since"],
      rows: (viewer, { id: groupId, ...filters }) => everyMemberOfGroup(viewer, groupId, filters),
    }),
  ],
  [
    "permission-set-accounts",
    exporter({
      address: z.object({ arn: id, ...paths }),
      columns: [...pathColumns],
      rows: (viewer, { arn: permissionSetArn, ...filters }) =>
        accountPaths(viewer, { permissionSetArn }, filters),
    }),
  ],
  [
    "permission-set-paths",
    exporter({
      address: z.object({ arn: id, ...paths }),
      columns: [...roleColumns],
      rows: (viewer, { arn: permissionSetArn, ...filters }) => roles(viewer, { permissionSetArn }, filters),
    }),
  ],
];

async function* peopleOfAccount(
  viewer: Viewer,
  { id: accountId, ...filters }: PeopleReachingFilters & { id: string },
) {
  for await (const { by, id: personId, name, userName, status } of everybodyReachingAccount(
    viewer,
    accountId,
    filters,
  )) {
    for (const { permissionSetArn, permissionSetName, groupId, groupName, since, endsAt } of by) {
      const access = endsAt ? "temporary" : "standing";
      const path = { permissionSetArn, permissionSetName, groupId, groupName, access, since, endsAt };
      yield { personId, name, userName, status, ...path };
    }
  }
}

async function* pathsOfAccount(
  viewer: Viewer,
  { id: accountId, ...filters }: RolesGivenFilters & { id: string },
) {
  const { rows } = await waysIntoAccount(viewer, accountId, { ...filters, all: true });
  yield* rows.map(pathRow);
}

async function* accountPaths(viewer: Viewer, about: WaysAbout, filters: AccountsReachedFilters) {
  const { rows } = await accountsReached(viewer, about, { ...filters, all: true });
  for (const account of rows) yield* pathRowsOf(account, true);
}

async function* roles(viewer: Viewer, about: WaysAbout, filters: RolesGivenFilters) {
  const { rows } = await rolesGiven(viewer, about, { ...filters, all: true });
  yield* rows.map(roleRow);
}
