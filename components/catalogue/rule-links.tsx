import Link from "next/link";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { State } from "#components/ui/state.tsx";
import { spellMinutes } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

export type RuleListed = { id: string; name: string; enabled: boolean; maxMinutes: number; offers: string };

/** Rules with how long they give at most, and what they offer. */
export function RuleLinks({ rules }: { rules: readonly RuleListed[] }) {
  return (
    <RowList>
      {rules.map((rule) => (
        <Row
          key={rule.id}
          title={
            <Link href={paths.rule(rule.id)} prefetch={false} className="font-strong">
              {rule.name}
            </Link>
          }
          sub={`${rule.offers}, at most ${spellMinutes(rule.maxMinutes)}`}
          end={rule.enabled ? undefined : <State is="disabled">Switched off</State>}
        />
      ))}
    </RowList>
  );
}
