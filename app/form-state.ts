export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** What a form knows about its last sending: `useActionState` keeps it, with script and without. */
export type FormState<Value = undefined> =
  | { status: "idle" }
  | {
      status: "refused";
      message: string;
      /** One sentence for each field that cannot stay as it is. */
      fieldErrors?: Readonly<Record<string, string>>;
      /** What was sent, so that nothing has to be written twice. */
      values: FormValues;
      /** What is different from what was shown. */
      changed?: readonly string[];
      /** It would be done after a fresh sign-in. */
      needsSignIn?: true;
    }
  | { status: "done"; message?: string; value?: Value };

export const idle = { status: "idle" } as const satisfies FormState;
