import { problemResponse } from "#app/api/v1/problem-response.ts";

/** Every address below the API that there is none of. */
export async function GET(): Promise<Response> {
  return problemResponse(
    404,
    "unknown",
    "There is no such address. /api/v1/openapi.json names those that there are.",
  );
}

export const POST = GET;
