import { buttonClass } from "#components/ui/button-class.ts";
import { Icon } from "#components/ui/icon.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { paths } from "#lib/paths.ts";

type StateFilterProps = { view: string; state: string | undefined; states: readonly string[] };

/** Narrows the list to one state; each choice is an address. */
export function StateFilter({ view, state, states }: StateFilterProps) {
  return (
    <details className="relative">
      <summary className={`${buttonClass("plain", "small")} border-dashed`}>
        <Icon name="plus" size={14} />
        State
      </summary>
      <ul className="absolute z-20 mt-1 min-w-40 rounded-float border border-line-2 bg-surface p-1 shadow-float">
        {states
          .filter((each) => each !== state)
          .map((each) => (
            <li key={each} className="px-2 py-1">
              <TextLink href={paths.requests({ view: view === "mine" ? null : view, state: each })}>
                {each}
              </TextLink>
            </li>
          ))}
      </ul>
    </details>
  );
}
