import { join } from "node:path";
import { inherited } from "#demo/environment.ts";
import type { ProcessToStart } from "#demo/processes/start-process.ts";

const client = {
  OIDC_CLIENT_ID: "gatehouse-bench",
  OIDC_CLIENT_SECRET: "a-client-secret-that-nobody-uses-here",
};

/** An identity provider that knows nobody: the web does not start without one. */
export function identityProviderOf(provider: {
  port: number;
  webPort: number;
  folder: string;
}): ProcessToStart {
  const origin = `http://127.0.0.1:${provider.webPort}`;
  return {
    name: "identity provider",
    command: process.execPath,
    args: ["demo/identity/main.ts"],
    env: {
      ...inherited(),
      ...client,
      PORT: String(provider.port),
      IDENTITY_STATE_FOLDER: provider.folder,
      IDENTITY_PEOPLE: "[]",
      OIDC_REDIRECT_URI: `${origin}/api/auth/callback/oidc`,
      GATEHOUSE_URL: origin,
    },
    folder: process.cwd(),
    logFile: join(provider.folder, "identity.log"),
    stopSignal: "TERM",
  };
}

/** The production build as a process of its own, over a database that is filled already. */
export function webOf(web: {
  port: number;
  issuer: string;
  databaseUrl: string;
  logFile: string;
  administratorsGroupId: string;
}): ProcessToStart {
  const origin = `http://127.0.0.1:${web.port}`;
  return {
    name: "web",
    command: process.execPath,
    args: ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", String(web.port)],
    env: {
      ...inherited(),
      GATEHOUSE_MODE: "demo",
      GATEHOUSE_URL: origin,
      GATEHOUSE_ORGANISATION_NAME: "Large",
      GATEHOUSE_ADMINISTRATORS_GROUP_ID: web.administratorsGroupId,
      GATEHOUSE_AUDITORS_GROUP_ID: "nobody",
      AWS_ACCESS_PORTAL_URL: "https://large.awsapps.com/start",
      IDENTITY_CENTER_REGION: "eu-central-1",
      IDENTITY_CENTER_INSTANCE_ARN: "arn:aws:sso:::instance/ssoins-0000000000000000",
      IDENTITY_STORE_ID: "d-0000000000",
      DATABASE_URL: web.databaseUrl,
      ...client,
      OIDC_ISSUER: web.issuer,
      SIGN_IN_SECRET: "a-sign-in-secret-that-nobody-uses-here",
    },
    folder: process.cwd(),
    logFile: web.logFile,
    stopSignal: "TERM",
  };
}
