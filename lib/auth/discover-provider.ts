import { z } from "zod";

/** The identity provider as its own discovery document announces it, checked. */
export type Provider = {
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  jwksUri: string;
  /** The one algorithm that its ID tokens to us may be signed with. */
  idTokenAlgorithm: string;
  clientAuthentication: "client_secret_basic" | "client_secret_post";
  /** It promises `iss` in every answer, so an answer without one is not its own (RFC 9207). */
  namesItselfInAnswers: boolean;
};

/** The provider cannot be used, and why, in one sentence for the log and for the operator. */
export class ProviderError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "ProviderError";
  }
}

// Public-key algorithms only: with a shared secret, or none, whoever reads a token could write one.
const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512"];
const LARGEST_DOCUMENT = 256 * 1024;
const KEPT_MS = 10 * 60_000;

const names = z.array(z.string());
const announced = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  id_token_signing_alg_values_supported: names.default(["RS256"]),
  token_endpoint_auth_methods_supported: names.default(["client_secret_basic"]),
  code_challenge_methods_supported: names.optional(),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});

const kept = new Map<string, { provider: Provider; until: number }>();

/**
 * Reads an OpenID provider's discovery document, and keeps it for ten minutes.
 * @param issuer the configured issuer; the document must announce it to the letter
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationValidation
 * @throws ProviderError when it does not answer, announces another issuer, or offers nothing that is safe enough
 */
export async function discoverProvider(issuer: string): Promise<Provider> {
  const known = kept.get(issuer);
  if (known && known.until > performance.now()) return known.provider;
  const provider = judge(issuer, await read(issuer));
  kept.set(issuer, { provider, until: performance.now() + KEPT_MS });
  return provider;
}

/** Forgets what was read, so that the next sign-in asks the provider again. */
export function forgetProvider(): void {
  kept.clear();
}

async function read(issuer: string): Promise<unknown> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  if (!isSafe(address)) throw new ProviderError(`OIDC_ISSUER must be https: ${issuer}.`);
  try {
    const answer = await fetch(address, {
      headers: { accept: "application/json" },
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(5_000),
    });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    return JSON.parse(await textOf(answer));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ProviderError(`The discovery document at ${address} cannot be read: ${why}.`, error);
  }
}

async function textOf(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LARGEST_DOCUMENT) throw new Error("it is too long");
  }
  return text;
}

function judge(issuer: string, document: unknown): Provider {
  const parsed = announced.safeParse(document);
  if (!parsed.success)
    throw new ProviderError(
      `The discovery document of ${issuer} is incomplete: ${z.prettifyError(parsed.error)}.`,
    );
  const found = parsed.data;
  if (found.issuer !== issuer) {
    throw new ProviderError(
      `The provider at ${issuer} announces another issuer: ${JSON.stringify(found.issuer.slice(0, 200))}.`,
    );
  }
  const endpoints = [found.authorization_endpoint, found.token_endpoint, found.jwks_uri];
  const unsafe = endpoints.find((endpoint) => !isSafe(endpoint));
  if (unsafe)
    throw new ProviderError(`The provider announces an address that is not https: ${unsafe.slice(0, 200)}.`);
  if (found.code_challenge_methods_supported?.includes("S256") === false) {
    throw new ProviderError("The provider does not offer PKCE with S256.");
  }
  const idTokenAlgorithm = ALGORITHMS.find((name) =>
    found.id_token_signing_alg_values_supported.includes(name),
  );
  if (!idTokenAlgorithm)
    throw new ProviderError("The provider signs ID tokens with no algorithm that Gatehouse accepts.");
  const methods = found.token_endpoint_auth_methods_supported;
  const isPostOnly = !methods.includes("client_secret_basic") && methods.includes("client_secret_post");
  return {
    issuer,
    authorizationEndpoint: found.authorization_endpoint,
    tokenEndpoint: found.token_endpoint,
    jwksUri: found.jwks_uri,
    idTokenAlgorithm,
    clientAuthentication: isPostOnly ? "client_secret_post" : "client_secret_basic",
    namesItselfInAnswers: found.authorization_response_iss_parameter_supported,
  };
}

function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return (
    protocol === "https:" ||
    (protocol === "http:" && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname))
  );
}
