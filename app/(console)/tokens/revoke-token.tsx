"use client";

import { useActionState } from "react";
import { type FormState, idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";

type RevokeTokenProps = {
  token: { id: string; name: string };
  revoke: (previous: FormState, form: FormData) => Promise<FormState>;
};

export function RevokeToken({ token, revoke }: RevokeTokenProps) {
  const [state, action, isPending] = useActionState<FormState, FormData>(revoke, idle);
  return (
    <form action={action} className="flex items-center gap-2">
      <input type="hidden" name="tokenId" value={token.id} />
      {state.status === "refused" && <span role="alert">{state.message}</span>}
      <Button type="submit" size="small" aria-busy={isPending} aria-label={`Revoke ${token.name}`}>
        Revoke
      </Button>
    </form>
  );
}
