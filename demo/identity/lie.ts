import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { Lie } from "./start-identity-provider.ts";

type Claims = Record<string, unknown>;

/**
 * What a hostile or broken provider says instead of the truth; what is left out stays true. The object may be changed while the
 * provider runs.
 */
export interface Lies {
  /** Changes what discovery announces. */
  metadata?: (honest: Claims) => Claims;
  /** Changes the ID token's header, before it is signed again. */
  header?: (honest: Claims) => Claims;
  /** Changes the ID token's claims: iss, sub, aud, iat, exp, nonce, auth_time … */
  claims?: (honest: Claims) => Claims;
  /** Who signs a changed token: the announced key (the default), one nobody announced, or nobody. */
  signedBy?: "announced key" | "unknown key" | "nobody";
  /** Changes the whole answer of the token endpoint, after the ID token. */
  token?: (honest: Claims) => Claims;
  /** Changes the parameters that come back to the application: code, state, iss. */
  callback?: (parameters: URLSearchParams) => void;
}

const object = z.record(z.string(), z.unknown());

/** Makes a provider tell these lies; for tests of what the product believes. */
export function telling(lies: Lies): Lie {
  return (honest, signingKey) => async (request, response) => {
    const path = request.url?.split("?", 1)[0];
    if (path === "/auth" || path?.startsWith("/auth/")) {
      bendRedirect(response, lies);
      honest(request, response);
      return;
    }
    if (path !== "/token" && path !== "/.well-known/openid-configuration") {
      honest(request, response);
      return;
    }
    rewriteAnswer(response, (answer) => {
      if (path !== "/token") return lies.metadata?.(answer) ?? answer;
      const token =
        typeof answer.id_token === "string"
          ? { ...answer, id_token: forge(answer.id_token, lies, signingKey) }
          : answer;
      return lies.token?.(token) ?? token;
    });
    honest(request, response);
  };
}

function bendRedirect(response: ServerResponse, lies: Lies): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    setHeader(
      name,
      name.toLowerCase() === "location" && typeof value === "string" ? bent(value, lies) : value,
    );
}

function bent(location: string, lies: Lies): string {
  if (!lies.callback || !URL.canParse(location)) return location;
  const url = new URL(location);
  if (!url.searchParams.has("code")) return location;
  lies.callback(url.searchParams);
  return url.href;
}

function rewriteAnswer(response: ServerResponse, rewrite: (answer: Claims) => Claims): void {
  const end = response.end.bind(response);
  response.end = (chunk?: unknown) => {
    if (typeof chunk !== "string" && !Buffer.isBuffer(chunk)) return end();
    const text = chunk.toString();
    const answer = object.safeParse(JSON.parse(text));
    const body = answer.success ? JSON.stringify(rewrite(answer.data)) : text;
    response.setHeader("content-length", Buffer.byteLength(body));
    return end(body);
  };
}

function forge(token: string, lies: Lies, signingKey: Readonly<Record<string, unknown>>): string {
  if (!lies.header && !lies.claims && !lies.signedBy) return token;
  const [header, claims] = token.split(".").slice(0, 2).map(decode);
  if (!header || !claims) throw new Error("The ID token is not a JWT.");
  const content = [lies.header?.(header) ?? header, lies.claims?.(claims) ?? claims].map(encode).join(".");
  return `${content}.${signature(content, lies.signedBy ?? "announced key", signingKey)}`;
}

function signature(
  content: string,
  by: NonNullable<Lies["signedBy"]>,
  signingKey: Readonly<Record<string, unknown>>,
): string {
  switch (by) {
    case "nobody":
      return "";
    case "unknown key":
      return sign(
        "sha256",
        Buffer.from(content),
        generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
      ).toString("base64url");
    case "announced key":
      return sign(
        "sha256",
        Buffer.from(content),
        createPrivateKey({ key: signingKey, format: "jwk" }),
      ).toString("base64url");
  }
}

function decode(part: string): Claims {
  return object.parse(JSON.parse(Buffer.from(part, "base64url").toString("utf8")));
}

function encode(part: Claims): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
