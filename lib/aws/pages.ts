import { AwsFault, type AwsService } from "./aws-fault.ts";
import { malformed } from "./parse-answer.ts";

/** How the three services refuse a page token that has expired or that they do not know any more. */
const tokenRefusals = new Set([
  "ValidationException",
  "InvalidInputException",
  "InvalidNextTokenException",
  "ExpiredNextTokenException",
]);

/**
 * All pages of a list, first to last. AWS may answer an empty page with a token, so only a missing token ends the list; a token that
 * comes twice would never end and throws a malformed AwsFault, and one that AWS takes no longer a fault of kind "stale-token".
 */
export async function* pagesOf<Page extends { NextToken?: string | undefined }>(
  call: { service: AwsService; operation: string },
  fetchPage: (token: { NextToken?: string }) => Promise<Page>,
): AsyncGenerator<Page> {
  const seen = new Set<string>();
  let page = await fetchPage({});
  yield page;
  while (page.NextToken !== undefined && page.NextToken !== "") {
    if (seen.has(page.NextToken)) throw malformed(call, "The list repeats a page token.");
    seen.add(page.NextToken);
    page = await fetchLater(page.NextToken, fetchPage);
    yield page;
  }
}

async function fetchLater<Page>(
  token: string,
  fetchPage: (token: { NextToken: string }) => Promise<Page>,
): Promise<Page> {
  try {
    return await fetchPage({ NextToken: token });
  } catch (error) {
    if (!(error instanceof AwsFault) || !isAboutTheToken(error)) throw error;
    const { service, operation, awsMessage, requestId, mayHaveHappened } = error;
    const detail = { service, operation, awsMessage, requestId, mayHaveHappened };
    throw new AwsFault({ kind: "stale-token", ...detail }, error);
  }
}

/** The first page was answered, so whatever is invalid now is the token. */
function isAboutTheToken(fault: AwsFault): boolean {
  return fault.kind === "unexpected" && fault.cause instanceof Error && tokenRefusals.has(fault.cause.name);
}
