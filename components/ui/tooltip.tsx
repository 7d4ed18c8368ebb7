import { type ReactNode, useId } from "react";

type TooltipProps = {
  /** A link or a button that can be focused and takes aria-describedby. */
  children: (describedBy: string) => ReactNode;
  says: ReactNode;
};

/** A short explanation beside a control, on hover and on focus, without script. */
export function Tooltip({ children, says }: TooltipProps) {
  const id = useId();
  return (
    <span className="group/tip relative inline-block">
      {children(id)}
      <span
        role="tooltip"
        id={id}
        className="invisible absolute bottom-full left-0 z-30 mb-1 w-max max-w-72 rounded-float border border-line-2 bg-surface px-2 py-1 text-note font-plain whitespace-normal text-ink shadow-float group-focus-within/tip:visible group-hover/tip:visible"
      >
        {says}
      </span>
    </span>
  );
}
