/** As much of oidc-provider's interface as the demo uses; the package ships no types. */
declare module "oidc-provider" {
  import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

  export interface Adapter {
    upsert(id: string, payload: object, expiresInSeconds?: number): Promise<void>;
    find(id: string): Promise<object | undefined>;
    findByUid(uid: string): Promise<object | undefined>;
    findByUserCode(userCode: string): Promise<object | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  export interface Context {
    type: string;
    body: string;
    set(headers: Readonly<Record<string, string>>): void;
    oidc: {
      provider: Provider;
      client: { clientId: string };
      session: { accountId: string };
      requestParamScopes: ReadonlySet<string>;
    };
  }

  export interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  export interface Interaction {
    prompt: { name: string; reasons: string[] };
    params: Readonly<Record<string, unknown>>;
  }

  export interface Configuration {
    clients: ReadonlyArray<Readonly<Record<string, unknown>>>;
    jwks: { keys: readonly object[] };
    cookies: { keys: readonly string[]; names: Readonly<Record<string, string>> };
    pkce: { required: () => boolean };
    claims: Readonly<Record<string, readonly string[]>>;
    scopes: readonly string[];
    conformIdTokenClaims: boolean;
    clientBasedCORS: () => boolean;
    ttl: Readonly<Record<string, number>>;
    features: Readonly<Record<string, { readonly enabled: boolean; readonly [option: string]: unknown }>>;
    interactions: { url: (context: Context, interaction: { uid: string }) => string };
    adapter: (model: string) => Adapter;
    findAccount: (context: Context, id: string) => { accountId: string; claims: () => object } | undefined;
    loadExistingGrant: (context: Context) => Promise<Grant>;
    renderError: (context: Context, out: { error: string; error_description?: string }) => void;
  }

  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    Grant: new (properties: {
      clientId: string;
      accountId: string;
    }) => Grant;
    callback(): RequestListener;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Readonly<Record<string, unknown>>,
      options: { mergeWithLastSubmission: boolean },
    ): Promise<void>;
    on(event: string, listen: (...args: unknown[]) => void): void;
  }
}
