import { FieldGroup } from "#components/ui/field-group.tsx";
import { SegmentedRadios } from "#components/ui/segmented-radios.tsx";
import { lengthChoices } from "#lib/core/request-lengths.ts";
import { MIN_MINUTES } from "#lib/core/rules/bounds.ts";
import { formatMinutes } from "#lib/format.ts";

type LengthFieldProps = {
  maxMinutes: number;
  /** Minutes as text, or "own". */
  chosen: string;
  /** What stands in the field for an own length. */
  own: string;
  error?: string | undefined;
  legend?: string;
  /** What stands after the shortest and the longest. */
  begins?: string;
};

/** For how long: the usual lengths, or an own one in minutes. */
export function LengthField({
  maxMinutes,
  chosen,
  own,
  error,
  legend = "For how long",
  begins = "It begins with the yes.",
}: LengthFieldProps) {
  const choices = lengthChoices(maxMinutes).map(String);
  const isOwn = !choices.includes(chosen);
  return (
    <FieldGroup
      id="length"
      legend={legend}
      hint={`At least ${formatMinutes(MIN_MINUTES)}, at most ${formatMinutes(maxMinutes)}. ${begins}`}
      error={error}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SegmentedRadios
          name="length"
          options={[
            ...choices.map((minutes) => ({ value: minutes, label: formatMinutes(Number(minutes)) })),
            { value: "own", label: "Other" },
          ]}
          defaultValue={isOwn ? "own" : chosen}
        />
        <label className="flex items-center gap-2">
          <span className="text-ink-2">other, in minutes</span>
          <input
            name="ownMinutes"
            inputMode="numeric"
            autoComplete="off"
            size={5}
            maxLength={5}
            defaultValue={isOwn && chosen !== "own" ? chosen : own}
            className="input w-20"
          />
        </label>
      </div>
    </FieldGroup>
  );
}
