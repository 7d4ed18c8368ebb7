import type { ReactNode } from "react";

type EmptyProps = {
  /** What is so: "You hold no role." */
  title: ReactNode;
  /** What to do, and what to expect of it. */
  children?: ReactNode;
  /** One button. */
  action?: ReactNode;
  drawing?: ReactNode;
};

export function Empty({ title, children, action, drawing }: EmptyProps) {
  return (
    <div className="grid justify-items-start gap-2 py-4">
      {drawing}
      <p className="font-strong">{title}</p>
      {children && <p className="max-w-measure text-ink-2">{children}</p>}
      {action}
    </div>
  );
}
