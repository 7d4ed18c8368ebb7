/** The ids of Halden's organisation and instance, in AWS's form and the same on every run. */
export const identifiers = {
  region: "eu-central-1",
  instanceArn: "arn:aws:sso:::instance/ssoins-69871c5fe2a40b3d",
  instanceName: "halden",
  identityStoreId: "d-9067642ac7",
  organizationId: "o-h4ld3n7q2x",
  rootId: "r-h4ld",
  managementAccountId: "203918445501",
} as const;
