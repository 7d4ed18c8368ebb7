type OtherValueProps = {
  action: string;
  name: string;
  label: string;
  /** The other filters, sent along. */
  keeps: Readonly<Record<string, string | undefined>>;
};

/** A value that is not among those to choose from, typed; Enter asks for the list. */
export function OtherValue({ action, name, label, keeps }: OtherValueProps) {
  return (
    <form action={action} method="get" className="inline-block w-36 max-wide:w-full">
      {Object.entries(keeps).map(
        ([field, kept]) =>
          field !== name &&
          kept !== undefined && <input key={field} type="hidden" name={field} value={kept} />,
      )}
      <input
        name={name}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        className="input min-h-6.5 py-0 max-wide:min-h-9"
      />
    </form>
  );
}
