import { Button } from "#components/ui/button.tsx";

type AsOfFormProps = {
  /** The page that it asks, by GET. */
  action: string;
  /** The moment that is shown, as the field writes it. */
  value: string | undefined;
  keeps?: Readonly<Record<string, string>>;
  zone: string;
};

/** Chooses a moment; the answer is a page with its own address. */
export function AsOfForm({ action, value, keeps = {}, zone }: AsOfFormProps) {
  return (
    <search>
      <form action={action} method="get" className="flex flex-wrap items-end gap-2">
        {Object.entries(keeps).map(([name, kept]) => (
          <input key={name} type="hidden" name={name} value={kept} />
        ))}
        <label className="grid gap-0.5 text-note text-ink-2">
          As it was, {zone}
          <input type="datetime-local" name="asOf" defaultValue={value} required className="input" />
        </label>
        <Button type="submit">Show</Button>
      </form>
    </search>
  );
}
