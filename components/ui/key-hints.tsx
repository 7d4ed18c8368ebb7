import { Kbd } from "#components/ui/kbd.tsx";

/** The keys that a table with keys listens to. */
export function KeyHints({ filters = false }: { filters?: boolean }) {
  return (
    <>
      <Kbd>J</Kbd> <Kbd>K</Kbd> move, <Kbd>⏎</Kbd> open
      {filters && (
        <>
          , <Kbd>/</Kbd> filter
        </>
      )}
    </>
  );
}
