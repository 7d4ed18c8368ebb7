import { FieldGroup } from "#components/ui/field-group.tsx";
import { Section } from "#components/ui/section.tsx";
import { SegmentedRadios } from "#components/ui/segmented-radios.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { days } from "#lib/core/rules/bounds.ts";
import { dayNames } from "#lib/core/rules/hours.ts";
import { DAYS_FIELD, textOf } from "#lib/core/rules/rule-fields.ts";
import { type FieldTexts, told } from "./field-texts.ts";
import { NamesField } from "./names-field.tsx";

type PartProps = { of: FieldTexts };

const short = { autoComplete: "off", spellCheck: false, width: "9rem" } as const;

/** For how long, from when, how much at once, and when a grant may begin. */
export function LimitFields({ of, zone }: PartProps & { zone: string }) {
  const on = of.fields[DAYS_FIELD] ?? [];
  return (
    <Section title="How long">
      <div className="grid items-start gap-x-6 pt-3 phone:grid-cols-2">
        <TextField
          {...told(of, "limits.max")}
          {...short}
          label="At most"
          hint="Such as 90m, 4h or 2d; up to 7d."
        />
        <TextField
          {...told(of, "limits.suggested")}
          {...short}
          label="Suggested"
          aside="(optional)"
          hint="What the form begins with."
        />
        <TextField
          {...told(of, "limits.ahead")}
          {...short}
          label="Beginning ahead"
          aside="(optional)"
          hint="Up to 30d. Empty: now only."
        />
        <TextField
          {...told(of, "limits.extendTo")}
          {...short}
          label="Extended to"
          aside="(optional)"
          hint="With all extensions. Empty: none."
        />
        <TextField
          {...told(of, "limits.atOnce")}
          {...short}
          inputMode="numeric"
          label="At once"
          aside="(optional)"
          hint="Roles of a person under this rule."
        />
      </div>
      <div className="group/begins">
        <FieldGroup legend="It may begin" id="limits.begins">
          <SegmentedRadios
            name="limits.begins"
            options={[
              { value: "any", label: "At any time" },
              { value: "hours", label: "In some hours only" },
            ]}
            defaultValue={textOf(of.fields, "limits.begins") || "any"}
          />
        </FieldGroup>
        <div className="group-has-[input[value=any]:checked]/begins:hidden">
          <FieldGroup legend="On" id={DAYS_FIELD} error={of.errors[DAYS_FIELD]}>
            <span className="flex flex-wrap gap-x-4 gap-y-1">
              {days.map((day) => (
                <label key={day} className="inline-flex min-h-11 items-center gap-2 wide:min-h-8">
                  <input type="checkbox" name={DAYS_FIELD} value={day} defaultChecked={on.includes(day)} />
                  {dayNames[day]}
                </label>
              ))}
            </span>
          </FieldGroup>
          <div className="grid items-start gap-x-6 phone:grid-cols-3">
            <TextField {...told(of, "limits.hours.from")} type="time" label="From" width="9rem" />
            <TextField {...told(of, "limits.hours.to")} type="time" label="To" width="9rem" />
            <TextField
              {...told(of, "limits.hours.zone")}
              defaultValue={textOf(of.fields, "limits.hours.zone") || zone}
              autoComplete="off"
              spellCheck={false}
              label="Zone"
            />
          </div>
        </div>
      </div>
    </Section>
  );
}

/** What has to be said when asking. */
export function AskedFields({ of }: PartProps) {
  return (
    <Section title="What has to be said">
      <div className="pt-3">
        <TextField
          {...told(of, "asks.reasonMinLength")}
          {...short}
          inputMode="numeric"
          label="Least letters of a reason"
          aside="(optional)"
        />
        <NamesField
          {...told(of, "asks.tickets")}
          label="A ticket such as"
          aside="(optional)"
          hint="# stands for digits, * for any characters: INC-#. Empty: a ticket may be left out."
          one="pattern"
          onNames={of.onNames}
        />
        <NamesField
          {...told(of, "asks.templates")}
          label="Beginnings of a reason"
          aside="(optional)"
          hint="To choose from when asking; … stands where one fills in."
          one="beginning"
          onNames={of.onNames}
        />
      </div>
    </Section>
  );
}
