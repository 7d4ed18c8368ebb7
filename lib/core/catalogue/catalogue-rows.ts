import type {
  Account,
  Assignment,
  Group,
  Membership,
  Organisation,
  OrganisationalUnit,
  PermissionSet,
  Person,
  ProvisionedPermissionSet,
  Tags,
} from "#lib/core/catalogue.ts";

export type UnitRow = OrganisationalUnit & { path: readonly string[] };
export type PermissionSetRow = PermissionSet & {
  id: string;
  fingerprint: string;
  /** Why it is like an administrator's, in a few words; null when it is not. */
  administratorLike: string | null;
};

/** The whole organisation, as one read saw it or as it is stored. */
export type Catalogue = {
  organisations: readonly Organisation[];
  units: readonly UnitRow[];
  accounts: readonly Account[];
  permissionSets: readonly PermissionSetRow[];
  groups: readonly Group[];
  people: readonly Person[];
  memberships: readonly Membership[];
  provisioned: readonly ProvisionedPermissionSet[];
  assignments: readonly Assignment[];
};

/** What one listing of a crawl brings, as its parts hold it. */
export type Staged = Omit<Catalogue, "accounts"> & {
  /** Without their tags, which AWS lists account by account. */
  accounts: readonly Omit<Account, "tags">[];
  accountTags: readonly { accountId: string; tags: Tags }[];
};

export type Noun = keyof Catalogue;

export type Counts = Readonly<Record<Noun, number>>;
