function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  Condition?: object,
) {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition ? { Condition } : {}) };
}

function deny(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  Condition?: object,
) {
  return { Sid, Effect: "Deny", Action, Resource, ...(Condition ? { Condition } : {}) };
}

function policy(...Statement: readonly object[]) {
  return { Version: "2012-10-17", Statement };
}

/** What the job functions may do beyond their managed policies. */
export const inlinePolicies = {
  paymentsOperator: policy(
    allow(
      "OperateServices",
      ["ecs:UpdateService", "ecs:StopTask", "ecs:Describe*", "ecs:List*"],
      ["arn:aws:ecs:eu-central-1:*:service/payments/*", "arn:aws:ecs:eu-central-1:*:task/payments/*"],
    ),
    allow("ScaleServices", ["application-autoscaling:*ScalableTarget*"], "*"),
    allow(
      "ReadQueues",
      ["sqs:GetQueueAttributes", "sqs:ListQueues", "sqs:PurgeQueue"],
      "arn:aws:sqs:*:*:payments-*",
    ),
    deny(
      "NoCardData",
      ["s3:GetObject", "kms:Decrypt"],
      ["arn:aws:s3:::halden-card-vault-*/*", "arn:aws:kms:*:*:alias/card-vault"],
    ),
  ),
  databaseAdmin: policy(
    allow("ConnectAsAdministrator", ["rds-db:connect"], "arn:aws:rds-db:*:*:dbuser:*/halden_admin"),
    deny("KeepBackups", ["rds:DeleteDBClusterSnapshot", "rds:DeleteDBSnapshot"], "*", {
      StringEquals: { "aws:ResourceTag/retention": "legal" },
    }),
  ),
  databaseReader: policy(
    allow("ConnectAsReader", ["rds-db:connect"], "arn:aws:rds-db:*:*:dbuser:*/halden_reader"),
  ),
  lakeAnalyst: policy(
    allow(
      "ReadCuratedZone",
      ["s3:GetObject", "s3:ListBucket"],
      ["arn:aws:s3:::halden-lake-curated", "arn:aws:s3:::halden-lake-curated/*"],
    ),
    allow("WriteResults", ["s3:PutObject"], "arn:aws:s3:::halden-athena-results/analysts/*"),
    allow("SeeTables", ["lakeformation:GetDataAccess", "glue:GetTable*", "glue:GetDatabase*"], "*"),
  ),
  securityResponder: policy(
    allow("Contain", ["ec2:ModifyInstanceAttribute", "ec2:CreateSnapshot", "iam:UpdateAccessKey"], "*"),
    allow("Revoke", ["iam:PutRolePolicy"], "arn:aws:iam::*:role/*", {
      StringEquals: { "iam:PolicyName": "AWSRevokeOlderSessions" },
    }),
  ),
  ordersDeveloper: policy(
    allow("Deploy", ["cloudformation:*"], "arn:aws:cloudformation:eu-central-1:*:stack/orders-*/*"),
    allow("PassServiceRoles", ["iam:PassRole"], "arn:aws:iam::*:role/orders-service-*", {
      StringEquals: { "iam:PassedToService": ["lambda.amazonaws.com", "states.amazonaws.com"] },
    }),
    allow("ReadLogs", ["logs:StartQuery", "logs:GetQueryResults", "logs:FilterLogEvents"], "*"),
  ),
  incidentResponder: policy(
    deny("StayOutOfTheOrganisation", ["organizations:*", "account:*", "sso:*", "aws-portal:*"], "*"),
    allow("OpenShell", ["ssm:StartSession", "ecs:ExecuteCommand"], "*", {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
    }),
  ),
} as const;
