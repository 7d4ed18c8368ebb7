import { __iconData as circleX } from "lucide-react/icons/circle-x";
import type { ReactNode } from "react";
import { Shape } from "#components/ui/shape.tsx";

/** What is wrong with a field, in the colour and with the icon of a no. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="flex gap-1.5 font-medium text-state-blocked">
      <Shape of={circleX} className="mt-0.5" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
