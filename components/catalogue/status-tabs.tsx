import { Tabs } from "#components/ui/tabs.tsx";
import { paths } from "#lib/paths.ts";

/** The pages about how Gatehouse itself does. */
export function StatusTabs({ current }: { current: "overview" | "engine" | "reads" | "webhooks" }) {
  return (
    <Tabs
      label="Status"
      tabs={[
        { label: "Overview", href: paths.status(), current: current === "overview" },
        { label: "Engine", href: paths.engine(), current: current === "engine" },
        { label: "Reads of AWS", href: paths.syncRuns(), current: current === "reads" },
        { label: "Webhooks", href: paths.webhooks(), current: current === "webhooks" },
      ]}
    />
  );
}
