import type { Finding } from "#components/shell/palette/use-found.ts";
import { buttonClass } from "#components/ui/button-class.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type PaletteSaysProps = { finding: Finding; typed: string; options: number; again: () => void };

/** What there is to say instead of options: that it looks, that nothing is there, or what went wrong and the way on. */
export function PaletteSays({ finding, typed, options, again }: PaletteSaysProps) {
  if (finding.state === "failed") {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
        <span className="text-ink-2">{failures[finding.why]}</span>
        {finding.why === "signed-out" ? (
          <a className="link" href={paths.signIn()}>
            Sign in
          </a>
        ) : (
          <button type="button" className={buttonClass("plain", "small")} onClick={again}>
            Try again
          </button>
        )}
      </div>
    );
  }
  if (options > 0) return null;
  if (finding.state === "waiting") {
    return (
      <div aria-hidden="true" className="waits grid gap-4 px-4 py-4">
        {["w-2/5", "w-3/5", "w-1/3"].map((width) => (
          <span key={width} className={`h-3 rounded-control bg-sunk ${width}`} />
        ))}
      </div>
    );
  }
  return (
    <div className="px-4 py-3">
      <p className="font-strong wrap-anywhere">Nothing is found for “{typed.trim()}”.</p>
      {finding.state === "found" && (
        <p className="text-ink-2">
          Names, ids, mail addresses, tags and units are searched. Try fewer words, or the beginning of one.
        </p>
      )}
    </div>
  );
}

const failures = {
  "signed-out": "You are not signed in any more.",
  "too-much": "That was too much at once. Wait a moment.",
  unreachable: "The search did not answer. Pages can still be gone to.",
} as const;

/** What is announced when the options change. */
export function announce(finding: Finding, typed: string, options: number): string {
  if (typed.trim() === "" || finding.state === "waiting" || finding.state === "failed") return "";
  return options === 0 ? "Nothing is found." : `${count(options, "result")}.`;
}
