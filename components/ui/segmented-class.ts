/** Two or three exclusive choices side by side; links and radio buttons look the same. */
export const segmentedClass = {
  frame:
    "inline-flex w-fit max-w-full flex-wrap overflow-hidden rounded-control border border-edge bg-surface",
  choice:
    "relative inline-flex min-h-[calc(var(--control)-2px)] items-center justify-center gap-1.5 border-l border-line-2 px-3 whitespace-nowrap first:border-l-0",
  chosen: "bg-accent font-strong text-on-accent hover:text-on-accent",
} as const;
