"use client";

import { __iconData as search } from "lucide-react/icons/search";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef } from "react";
import { Shape } from "#components/ui/shape.tsx";
import { withFilters } from "#lib/paths.ts";

const PAUSE_MS = 250;

type LiveSearchProps = {
  /** Where it asks, by GET. */
  action: string;
  label: string;
  value: string | undefined;
  /** What else the address says, and keeps saying. */
  keeps?: Readonly<Record<string, string | number | readonly string[]>>;
};

/** A search that is a form and answers by Enter; where there is script it answers while one types, too. */
export function LiveSearch({ action, label, value, keeps = {} }: LiveSearchProps) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function askSoon(event: FormEvent<HTMLInputElement>) {
    const q = event.currentTarget.value.trim();
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => router.replace(withFilters(action, { ...keeps, q }), { scroll: false }),
      PAUSE_MS,
    );
  }

  return (
    <search>
      <form action={action} method="get" className="relative">
        {Object.entries(keeps).flatMap(([name, kept]) =>
          [kept]
            .flat()
            .map((each) => <input key={`${name} ${each}`} type="hidden" name={name} value={each} />),
        )}
        <Shape of={search} className="absolute top-1/2 left-2 -translate-y-1/2 text-ink-3" />
        <input
          type="search"
          name="q"
          defaultValue={value}
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          data-filter
          onInput={askSoon}
          className="input pl-8 max-wide:min-h-11"
        />
      </form>
    </search>
  );
}
