import { NotFound } from "#components/shell/not-found-page.tsx";

/** For an address within the console that leads nowhere, and for what the reader may not see. */
export default function ConsoleNotFound() {
  return (
    <>
      <h1 className="text-h1 font-strong tracking-[-0.012em]">Nothing is here for you</h1>
      <NotFound />
    </>
  );
}
