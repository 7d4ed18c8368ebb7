import { paths } from "#lib/paths.ts";

/** What a history is told about; a permission set by its ARN. */
export type AsOfThing = { of: "account" | "permission-set" | "person" | "group"; id: string };

/** The thing's own page. */
export function hrefOfThing(
  { of, id }: AsOfThing,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  switch (of) {
    case "account":
      return paths.account(id, query);
    case "permission-set":
      return paths.permissionSet(id, query);
    case "person":
      return paths.person(id, query);
    case "group":
      return paths.group(id, query);
  }
}
