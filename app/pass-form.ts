import type { z } from "zod";
import type { FormState } from "#app/form-state.ts";
import { readForm } from "#app/read-form.ts";
import { readCookie } from "#lib/auth/cookies.ts";
import { isSameOrigin } from "#lib/auth/same-origin.ts";
import { seenFrom } from "#lib/auth/seen.ts";
import { viewerOf } from "#lib/auth/viewer.ts";
import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { writeRoleRef } from "#lib/core/bundle.ts";
import { explain, type Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import { readNow } from "#lib/db/now.ts";
import { webEnv } from "#lib/env.ts";
import { permissionSetId } from "#lib/paths.ts";

type Strict<Fields extends z.core.$ZodLooseShape> = z.output<z.ZodObject<Fields, z.core.$strict>>;

/** What follows when an operation said yes: words, a value for the form, or a page of ours to go to. */
export type Done<Value> = { message?: string; value?: Value; redirectTo?: string };

export type FormDoor<Fields extends z.core.$ZodLooseShape, Value> = {
  fields: Fields;
  /** The one operation that the form is for. */
  act: (doing: Doing<PersonActor>, input: Strict<Fields>) => Promise<Result<Done<Value>>>;
  /** The field beside which a refusal's sentence stands, where it is about one. */
  fieldOf?: Partial<Record<Refusal["code"], keyof Fields & string>>;
};

export type Passed<Value> = { redirectTo: string } | { state: FormState<Value> };

const FOREIGN = "This must be sent from a page of Gatehouse itself. Open Gatehouse and try there.";
const SIGNED_OUT = "You are not signed in any more. Sign in again in another tab, then send this once more.";

/**
 * Lets a form through to its operation: our own origin, then the session, then the schema, then the act.
 * @param headers the request's own headers
 * @returns where to go, or what the form shows
 */
export async function passForm<Fields extends z.core.$ZodLooseShape, Value>(
  door: FormDoor<Fields, Value>,
  headers: Headers,
  form: FormData,
): Promise<Passed<Value>> {
  const origin = webEnv().GATEHOUSE_URL;
  if (!isSameOrigin(headers, origin)) return { state: { status: "refused", message: FOREIGN, values: {} } };
  const { values, read } = readForm(form, door.fields);
  const viewer = await viewerOf(readCookie(headers, origin, "session"), seenFrom(headers));
  if (!viewer) return { state: { status: "refused", message: SIGNED_OUT, values } };
  if (!read.ok) return { state: { status: "refused", values, ...read.problem } };
  const result = await door.act({ actor: { kind: "person", viewer }, now: await readNow() }, read.input);
  if (!result.ok) return { state: { status: "refused", values, ...problemOf(result.refusal, door.fieldOf) } };
  const { redirectTo, ...done } = result.value;
  return redirectTo === undefined ? { state: { status: "done", ...done } } : { redirectTo };
}

/** One sentence for each of several that a form was about, by what the form calls it. */
function sentencesOf(refusal: Refusal): Record<string, string> | null {
  if (refusal.code === "bundle-refused")
    return Object.fromEntries(
      refusal.roles.map((role) => [
        writeRoleRef({ accountId: role.accountId, setId: permissionSetId(role.permissionSetArn) }),
        explain(role.refusal),
      ]),
    );
  if (refusal.code === "partly-decided")
    return Object.fromEntries(refusal.requests.map((each) => [each.requestId, explain(each.refusal)]));
  return null;
}

function problemOf(refusal: Refusal, fieldOf: Partial<Record<Refusal["code"], string>> = {}) {
  const message = explain(refusal);
  const field = fieldOf[refusal.code];
  const each = sentencesOf(refusal);
  return {
    message,
    ...(field !== undefined && { fieldErrors: { [field]: message } }),
    ...(each !== null && { fieldErrors: each }),
    ...(refusal.code === "unfit-fields" && { fieldErrors: refusal.fields }),
    ...(refusal.code === "content-changed" && { changed: refusal.changes }),
    ...(refusal.code === "sign-in-again" && { needsSignIn: true as const }),
  };
}
