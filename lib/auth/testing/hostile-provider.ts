import {
  createHash,
  createHmac,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** How this provider lies; without any of it, it keeps to the protocol. */
export type Lies = {
  /** Announced in the discovery document instead of its own address. */
  issuer?: string;
  metadata?: Record<string, unknown>;
  /** Put over the ID token's claims. */
  claims?: Record<string, unknown>;
  /** Claims left out of the ID token. */
  without?: readonly string[];
  sign?: "alg-none" | "secret" | "unknown-key" | "broken";
  /** The token endpoint's answer instead of tokens. */
  token?: "500" | "silence" | "no-id-token" | "not-json";
  discovery?: "500" | "silence" | "not-json" | "redirect" | "endless";
};

export type HostileProvider = {
  issuer: string;
  /** Lies from now on, instead of whatever it did before. */
  lie(lies: Lies): void;
  /**
   * Plays the browser's visit to the authorization endpoint.
   * @returns the callback's query
   */
  authorize(location: string): URLSearchParams;
  /** The code verifiers and credentials that came to the token endpoint, newest last. */
  exchanges: { body: URLSearchParams; authorization: string | undefined }[];
  close(): Promise<void>;
};

export const CLIENT = { id: "gatehouse-under-test", secret: "a-client-secret-of-some-length" } as const;

type Key = { publicKey: KeyObject; privateKey: KeyObject };

const KID = "key-1";
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const nowSeconds = () => Math.floor(Date.now() / 1000);

function signed(payload: unknown, key: Key, lies: Lies): string {
  const alg = lies.sign === "alg-none" ? "none" : lies.sign === "secret" ? "HS256" : "RS256";
  const head = `${encode({ alg, typ: "JWT", kid: lies.sign === "unknown-key" ? "key-2" : KID })}.${encode(payload)}`;
  switch (lies.sign ?? "well") {
    case "alg-none":
      return `${head}.`;
    case "secret":
      return `${head}.${createHmac("sha256", CLIENT.secret).update(head).digest("base64url")}`;
    case "unknown-key": {
      const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
      return `${head}.${createSign("sha256").update(head).sign(stranger.privateKey, "base64url")}`;
    }
    case "broken":
      return `${head}.${createSign("sha256").update(`${head}x`).sign(key.privateKey, "base64url")}`;
    case "well":
      return `${head}.${createSign("sha256").update(head).sign(key.privateKey, "base64url")}`;
  }
}

/** A real OpenID provider on a loopback port, for the code flow with PKCE, that can be told to lie. */
export async function startHostileProvider(subject: string, port = 0): Promise<HostileProvider> {
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<string, { nonce: string; challenge: string }>();
  const exchanges: HostileProvider["exchanges"] = [];
  let lies: Lies = {};
  let issuer = "";

  function idToken(nonce: string): string {
    const now = nowSeconds();
    const honest = {
      iss: issuer,
      sub: subject,
      aud: CLIENT.id,
      iat: now,
      exp: now + 300,
      auth_time: now,
      nonce,
    };
    const told = Object.entries({ ...honest, ...lies.claims }).filter(
      ([name]) => !lies.without?.includes(name),
    );
    return signed(Object.fromEntries(told), key, lies);
  }

  function discovery(response: ServerResponse): void {
    switch (lies.discovery) {
      case "500":
        reply(response, 500, {});
        break;
      case "silence":
        break;
      case "not-json":
        response.end("<html>");
        break;
      case "redirect":
        response.writeHead(302, { location: `${issuer}/elsewhere` }).end();
        break;
      case "endless":
        response.end(`{"issuer":"${"x".repeat(1_000_000)}`);
        break;
      case undefined:
        reply(response, 200, {
          issuer: lies.issuer ?? issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
          ...lies.metadata,
        });
    }
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new URLSearchParams(await bodyOf(request));
    exchanges.push({ body, authorization: request.headers.authorization });
    const known = codes.get(body.get("code") ?? "");
    codes.delete(body.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(body.get("code_verifier") ?? "")
      .digest("base64url");
    if (known?.challenge !== challenge) {
      reply(response, 400, { error: "invalid_grant" });
      return;
    }
    const access = { access_token: randomUUID(), token_type: "Bearer", expires_in: 300 };
    switch (lies.token) {
      case "500":
        reply(response, 500, { error: "server_error" });
        break;
      case "silence":
        break;
      case "not-json":
        response.end("<html>");
        break;
      case "no-id-token":
        reply(response, 200, access);
        break;
      case undefined:
        reply(response, 200, { ...access, id_token: idToken(known.nonce) });
    }
  }

  const jwk = { ...key.publicKey.export({ format: "jwk" }), kid: KID, use: "sig", alg: "RS256" };
  function authorize(location: string): URLSearchParams {
    const asked = new URL(location, issuer).searchParams;
    const code = randomUUID();
    codes.set(code, { nonce: asked.get("nonce") ?? "", challenge: asked.get("code_challenge") ?? "" });
    return new URLSearchParams({ code, state: asked.get("state") ?? "" });
  }

  const server = createServer((request, response) => {
    if (request.url?.startsWith("/authorize?")) {
      const back = new URL(request.url, issuer).searchParams.get("redirect_uri") ?? "";
      response.writeHead(302, { location: `${back}?${authorize(request.url)}` }).end();
      return;
    }
    switch (request.url ?? "/") {
      case "/.well-known/openid-configuration":
        discovery(response);
        break;
      case "/jwks":
        reply(response, 200, { keys: [jwk] });
        break;
      case "/token":
        void token(request, response);
        break;
      default:
        reply(response, 404, {});
    }
  });
  issuer = `http://127.0.0.1:${await listen(server, port)}`;

  return {
    issuer,
    exchanges,
    lie(told) {
      lies = told;
    },
    authorize,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The provider has no port.");
  return address.port;
}
