"use client";

import type { RefObject } from "react";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

const keys = [
  { keys: ["J", "↓"], does: "the next request" },
  { keys: ["K", "↑"], does: "the one before" },
  { keys: ["⏎"], does: "open it" },
  { keys: ["A"], does: "approve it, or all that are picked; asks once more" },
  { keys: ["D"], does: "deny it, or all that are picked, with a note" },
  { keys: ["X"], does: "pick it, or put it back" },
  { keys: ["?"], does: "these keys" },
] as const;

type KeysHelpProps = {
  dialog: RefObject<HTMLDialogElement | null>;
  isOn: boolean;
  setIsOn: (isOn: boolean) => void;
};

/** Which keys do what in the inbox, and whether they do. */
export function KeysHelp({ dialog, isOn, setIsOn }: KeysHelpProps) {
  return (
    <dialog
      ref={dialog}
      aria-labelledby="inbox-keys"
      className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-float border border-line-2 bg-surface px-5 py-4 text-ink shadow-float backdrop:bg-scrim"
    >
      <h2 id="inbox-keys" className="mb-2 text-h2 font-strong">
        Keys
      </h2>
      <dl className="grid grid-cols-[max-content_1fr] items-center gap-x-4 gap-y-2">
        {keys.map(({ keys: each, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {each.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{does}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-4 flex min-h-8 items-center gap-2">
        <input type="checkbox" checked={isOn} onChange={(event) => setIsOn(event.target.checked)} />
        Single keys act on this page
      </label>
      <div className="mt-3 flex justify-end">
        <Button onClick={() => dialog.current?.close()}>Close</Button>
      </div>
    </dialog>
  );
}
