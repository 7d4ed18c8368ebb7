import type { ReactNode } from "react";
import { Callout } from "#components/ui/callout.tsx";

export type FieldProblem = { fieldId: string; message: string };

type FormErrorProps = {
  /** What was not done: "The request was not sent." */
  title: ReactNode;
  /** One explanation, when it is not about a field. */
  children?: ReactNode;
  problems?: readonly FieldProblem[];
};

/** What a form answers when it says no, above its fields, each problem leading to its field. */
export function FormError({ title, children, problems = [] }: FormErrorProps) {
  return (
    <Callout tone="bad" role="alert" title={title} className="mb-5">
      {children}
      {problems.length > 0 && (
        <ul className="grid gap-1">
          {problems.map(({ fieldId, message }) => (
            <li key={fieldId}>
              <a className="link" href={`#${fieldId}`}>
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Callout>
  );
}
