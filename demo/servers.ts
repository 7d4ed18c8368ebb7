import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  addressesOn,
  type EnvironmentSources,
  inherited,
  webEnvironment,
  workerEnvironment,
} from "./environment.ts";
import { receivingPath } from "./inbox/webhooks.ts";

/** A long-running part of the demo: how it is run by Node, and the address that answers once it is ready. */
export interface Server {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly readyAt: string | null;
}

/** What the servers are told, besides their addresses. */
export interface ServerSources extends EnvironmentSources {
  readonly stateFolder: string;
  readonly ownerUrl: string;
}

/** The servers that stand for the company's own: AWS, the identity provider, the mail. */
export function demoServers(sources: ServerSources): readonly Server[] {
  const { ports, organisation, secrets, stateFolder } = sources;
  const at = addressesOn(ports);
  return [
    {
      name: "simulator",
      args: ["demo/aws/main.ts"],
      env: {
        ...inherited(),
        AWS_SIMULATOR_PORT: String(ports.simulator),
        AWS_SIMULATOR_STATE_FILE: join(stateFolder, "simulator.json"),
        AWS_SIMULATOR_OIDC_ISSUER: at.identity,
      },
      readyAt: `${at.simulator}/_simulator/state`,
    },
    {
      name: "identity provider",
      args: ["demo/identity/main.ts"],
      env: {
        ...inherited(),
        PORT: String(ports.identity),
        IDENTITY_STATE_FOLDER: stateFolder,
        IDENTITY_PEOPLE: JSON.stringify(organisation.people),
        OIDC_CLIENT_ID: "gatehouse-demo",
        OIDC_CLIENT_SECRET: secrets.oidcClient,
        OIDC_REDIRECT_URI: `${at.web}/api/auth/callback/oidc`,
        GATEHOUSE_URL: at.web,
      },
      readyAt: `${at.identity}/.well-known/openid-configuration`,
    },
    {
      name: "inbox",
      args: ["demo/inbox/main.ts"],
      env: {
        ...inherited(),
        PORT: String(ports.inbox),
        SMTP_PORT: String(ports.smtp),
        INBOX_FOLDER: join(stateFolder, "inbox"),
        OWNER_DATABASE_URL: sources.ownerUrl,
        HOOK_SECRET: hookSecret(sources),
        CLOCK_FOLLOWERS: at.clockFollowers.join(" "),
      },
      readyAt: at.inbox,
    },
  ];
}

/** The product's own two processes, as `npm run start:worker` and `npm run start:web` start them. */
export function productServers(sources: ServerSources): Readonly<Record<"worker" | "web", Server>> {
  const { ports } = sources;
  const next = [
    "node_modules/next/dist/bin/next",
    "start",
    "--hostname",
    "127.0.0.1",
    "--port",
    String(ports.web),
  ];
  return {
    worker: {
      name: "worker",
      args: ["worker/main.ts"],
      env: {
        ...workerEnvironment(sources),
        NOTIFY_HOOKS_FILE: "demo/hooks.yaml",
        DEMO_HOOK_URL: `${addressesOn(ports).inbox}${receivingPath}`,
        DEMO_HOOK_SECRET: hookSecret(sources),
      },
      readyAt: null,
    },
    web: {
      name: "web",
      args: next,
      env: webEnvironment(sources),
      readyAt: `${addressesOn(ports).web}/api/health/live`,
    },
  };
}

/** What the demo's webhook is signed with: its own, and the same over a restart. */
function hookSecret({ secrets }: ServerSources): string {
  return createHash("sha256").update(`webhook ${secrets.signIn}`).digest("hex");
}
