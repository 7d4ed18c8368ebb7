import { type EnvironmentSources, webEnvironment } from "#demo/environment.ts";
import { halden } from "#demo/halden.ts";
import { type Lies, telling } from "#demo/identity/lie.ts";
import { type IdentityProvider, startIdentityProvider } from "#demo/identity/start-identity-provider.ts";
import { freePort } from "#demo/processes/free-port.ts";
import type { Who } from "#lib/operations/testing/stage.ts";
import { type Dying, type ProductProcess, startProductProcess } from "./product-process.ts";
import { Visitor } from "./visitor.ts";

const secrets = {
  owner: "test",
  migrator: "test",
  web: "test",
  worker: "test",
  oidcClient: "test",
  signIn: "s".repeat(32),
};

/** The web's production build as a process of its own, with an identity provider beside it; both may be stopped at any point. */
export class WebStage {
  readonly #port: number;
  readonly #databaseUrl: string;
  readonly #identityPort: number;
  #provider: IdentityProvider | null = null;
  #web: ProductProcess | null = null;

  private constructor(databaseUrl: string, port: number, identityPort: number) {
    this.#databaseUrl = databaseUrl;
    this.#port = port;
    this.#identityPort = identityPort;
  }

  /** @param databaseUrl how the web reaches its database */
  static async set(databaseUrl: string): Promise<WebStage> {
    const stage = new WebStage(databaseUrl, await freePort(), await freePort());
    await stage.openProvider();
    return stage;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** @param lies what it says instead of the truth */
  async openProvider(lies?: Lies): Promise<void> {
    this.#provider ??= await startIdentityProvider({
      port: this.#identityPort,
      people: halden().people,
      ...(lies && { lie: telling(lies) }),
      client: {
        id: "gatehouse-demo",
        secret: secrets.oidcClient,
        redirectUris: [`${this.origin}/api/auth/callback/oidc`],
        postLogoutRedirectUris: [],
      },
    });
  }

  async closeProvider(): Promise<void> {
    await this.#provider?.stop();
    this.#provider = null;
  }

  /** @throws with all it said when it refuses to start */
  async start(dying?: Dying, changes: Readonly<Record<string, string>> = {}): Promise<ProductProcess> {
    const ports: EnvironmentSources["ports"] = {
      web: this.#port,
      identity: this.#identityPort,
      inbox: 0,
      simulator: 0,
      smtp: 0,
      postgres: 0,
    };
    const next = ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1"];
    this.#web = await startProductProcess(
      {
        name: "web",
        args: [...next, "--port", String(this.#port)],
        environment: {
          ...webEnvironment({ ports, secrets, organisation: halden() }),
          DATABASE_URL: this.#databaseUrl,
          ...changes,
        },
        isReady: () => this.#isAlive(),
      },
      dying,
    );
    return this.#web;
  }

  /** Somebody in a browser of their own, signed in. */
  async visitor(who: Who): Promise<Visitor> {
    const visitor = new Visitor(this.origin);
    await visitor.signIn(who);
    return visitor;
  }

  /** Ends the web process, if it still runs. */
  async stop(): Promise<void> {
    await this.#web?.kill();
    this.#web = null;
  }

  async strike(): Promise<void> {
    await this.stop();
    await this.closeProvider();
  }

  async #isAlive(): Promise<boolean> {
    try {
      return (await fetch(`${this.origin}/api/health/live`)).ok;
    } catch {
      return false;
    }
  }
}
