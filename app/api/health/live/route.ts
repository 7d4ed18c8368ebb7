export const dynamic = "force-dynamic";

/** The process answers; it says nothing about what it needs. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
