import type { DemoPerson } from "./identity/person.ts";

/** What the product is told about the organisation behind the simulator, and who may sign in. */
export interface DemoOrganisation {
  readonly name: string;
  readonly region: string;
  readonly instanceArn: string;
  readonly identityStoreId: string;
  readonly accessPortalUrl: string;
  readonly administratorsGroupId: string;
  readonly auditorsGroupId: string;
  readonly people: readonly DemoPerson[];
}
