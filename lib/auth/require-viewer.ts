import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { safeReturnTo } from "#lib/core/return-to.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { webEnv } from "#lib/env.ts";
import { paths } from "#lib/paths.ts";
import { readCookie } from "./cookies.ts";
import { PATH_HEADER } from "./path-header.ts";
import { seenFrom } from "./seen.ts";
import { viewerOf } from "./viewer.ts";

/** Who is signed in on this request, with the rights they have now; null when nobody is. Asked once for each request. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const sent = await headers();
  return await viewerOf(readCookie(sent, webEnv().GATEHOUSE_URL, "session"), seenFrom(sent));
});

/** Who is signed in; nobody is led to the sign-in page, and back here afterwards. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer();
  if (viewer) return viewer;
  const wish = safeReturnTo((await headers()).get(PATH_HEADER));
  redirect(paths.signIn(wish === "/" ? undefined : wish));
}

/** The signed-in administrator or auditor; for everybody else there is nothing here. */
export async function requireReader(): Promise<Viewer> {
  const viewer = await requireViewer();
  if (!mayReadEverything(viewer)) notFound();
  return viewer;
}

/** The signed-in administrator; for everybody else there is nothing here. */
export async function requireAdministrator(): Promise<Viewer> {
  const viewer = await requireViewer();
  if (!viewer.isAdministrator) notFound();
  return viewer;
}
