import type { AwsService } from "./aws-fault.ts";
import { malformed } from "./parse-answer.ts";

/**
 * All pages of a list, first to last. AWS may answer an empty page with a token, so only a missing token ends the list; a token that
 * comes twice would never end and throws a malformed AwsFault.
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
    page = await fetchPage({ NextToken: page.NextToken });
    yield page;
  }
}
