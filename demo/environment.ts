import type { DemoOrganisation } from "./demo-organisation.ts";
import type { Ports } from "./ports.ts";
import { roles } from "./postgres/create-roles.ts";
import type { Secrets } from "./secrets.ts";

/** What the environments are made of. */
export interface EnvironmentSources {
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly organisation: DemoOrganisation;
}

type Variables = Readonly<Record<string, string>>;

/** The addresses of the demo's servers. */
export function addressesOn(ports: Ports) {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return {
    web: at(ports.web),
    identity: at(ports.identity),
    inbox: at(ports.inbox),
    simulator: at(ports.simulator),
    smtp: `smtp://127.0.0.1:${ports.smtp}`,
    clockFollowers: [`${at(ports.simulator)}/_simulator/clock`, `${at(ports.identity)}/_identity/clock`],
  };
}

/** What every process of the demo inherits; nothing else of the visitor's shell, which may hold their own AWS credentials. */
export function inherited(): Variables {
  const { PATH = "/usr/local/bin:/usr/bin:/bin", HOME = "/", LANG = "C.UTF-8" } = process.env;
  return { PATH, HOME, LANG, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
}

/** A role's connection to the product's database. */
export function databaseUrl(role: keyof typeof roles, { ports, secrets }: EnvironmentSources): string {
  return `postgres://${roles[role]}:${secrets[role]}@127.0.0.1:${ports.postgres}/gatehouse`;
}

function common({ ports, organisation }: EnvironmentSources): Variables {
  return {
    ...inherited(),
    GATEHOUSE_MODE: "demo",
    GATEHOUSE_URL: addressesOn(ports).web,
    GATEHOUSE_ORGANISATION_NAME: organisation.name,
    GATEHOUSE_ADMINISTRATORS_GROUP_ID: organisation.administratorsGroupId,
    GATEHOUSE_AUDITORS_GROUP_ID: organisation.auditorsGroupId,
    AWS_ACCESS_PORTAL_URL: organisation.accessPortalUrl,
    IDENTITY_CENTER_REGION: organisation.region,
    IDENTITY_CENTER_INSTANCE_ARN: organisation.instanceArn,
    IDENTITY_STORE_ID: organisation.identityStoreId,
  };
}

/** The web process's environment. */
export function webEnvironment(sources: EnvironmentSources): Variables {
  const { ports, secrets } = sources;
  return {
    ...common(sources),
    DATABASE_URL: databaseUrl("web", sources),
    HOST: "127.0.0.1",
    PORT: String(ports.web),
    OIDC_ISSUER: addressesOn(ports).identity,
    OIDC_CLIENT_ID: "gatehouse-demo",
    OIDC_CLIENT_SECRET: secrets.oidcClient,
    SIGN_IN_SECRET: secrets.signIn,
    PERSON_CLAIM: "sub",
    PERSON_ATTRIBUTE: "externalId",
  };
}

/** The worker's environment: the only one with AWS in it. */
export function workerEnvironment(sources: EnvironmentSources): Variables {
  const { simulator, smtp } = addressesOn(sources.ports);
  return {
    ...common(sources),
    DATABASE_URL: databaseUrl("worker", sources),
    SMTP_URL: smtp,
    MAIL_FROM: "Gatehouse <gatehouse@halden.example>",
    SYNC_EVERY_MINUTES: "30",
    // One visitor plays several people within minutes, and waits for each letter.
    MAILS_BEFORE_DIGEST: "100",
    OPERATOR_MAIL: "operators@halden.example",
    AWS_REGION: sources.organisation.region,
    AWS_ENDPOINT_URL_SSO_ADMIN: simulator,
    AWS_ENDPOINT_URL_IDENTITYSTORE: simulator,
    AWS_ENDPOINT_URL_ORGANIZATIONS: simulator,
    AWS_ACCESS_KEY_ID: "demo",
    AWS_SECRET_ACCESS_KEY: "demo",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}
