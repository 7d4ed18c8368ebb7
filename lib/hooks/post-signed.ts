import { SIGNATURE_HEADER, signatureOf } from "./signature.ts";

const PATIENCE_MS = 10_000;
const MOST_BYTES_OF_ANSWER = 1_024;

/** What came back: a status with the beginning of the answer, or why there was none. Neither tells the path of the address. */
export type Posted =
  | { status: number; answer: string; retryAfterMs: number | null }
  | { status: null; failure: string };

/**
 * Posts a body as JSON, signed where there is a secret. Redirects are not followed; of the answer at most 1 KiB is read.
 * @param headers what the receiver is told beside the body
 * @param now the moment that is signed, by the database's clock
 * @param patienceMs for how long an answer is waited for, its body included
 */
export async function postSigned(
  to: { url: string; secrets: readonly string[] },
  body: string,
  headers: Readonly<Record<string, string>>,
  now: Date,
  patienceMs = PATIENCE_MS,
): Promise<Posted> {
  const signed = to.secrets.length > 0 ? { [SIGNATURE_HEADER]: signatureOf(to.secrets, now, body) } : {};
  let answer: Response;
  try {
    answer = await fetch(to.url, {
      method: "POST",
      body,
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "accept-encoding": "identity",
        "user-agent": "Gatehouse",
        ...headers,
        ...signed,
      },
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch (error) {
    return { status: null, failure: whyNone(error, patienceMs) };
  }
  return {
    status: answer.status,
    answer: await beginningOf(answer),
    retryAfterMs: patienceAskedMs(answer.headers.get("retry-after")),
  };
}

/** The message of a connection error may tell the address, so only its code is kept. */
function whyNone(error: unknown, patienceMs: number): string {
  if (error instanceof Error && error.name === "TimeoutError")
    return `no answer within ${patienceMs / 1_000} s`;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return /^[A-Z_]{3,60}$/.test(code) ? `no connection: ${code}` : "no connection";
}

async function beginningOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    while (length < MOST_BYTES_OF_ANSWER) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.byteLength;
    }
  } catch {
    // The status was said; that the rest does not come changes nothing.
  }
  // What is left unread would keep the connection.
  await reader.cancel().catch(() => undefined);
  const bytes = Buffer.concat(chunks).subarray(0, MOST_BYTES_OF_ANSWER);
  return new TextDecoder()
    .decode(bytes)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}

function patienceAskedMs(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : null;
}
