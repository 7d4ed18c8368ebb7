import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import type { FormState } from "#app/form-state.ts";
import { type FormDoor, passForm } from "#app/pass-form.ts";

/**
 * A server action for `useActionState`, and the only door that one may have: origin, session, strict schema, operation, words. It works
 * without script. What the browser says the state was is not read.
 */
export function formAction<Fields extends z.core.$ZodLooseShape, Value = undefined>(
  door: FormDoor<Fields, Value>,
): (previous: FormState<Value>, form: FormData) => Promise<FormState<Value>> {
  return async (_previous, form) => {
    const passed = await passForm(door, await headers(), form);
    if ("redirectTo" in passed) redirect(passed.redirectTo);
    return passed.state;
  };
}
