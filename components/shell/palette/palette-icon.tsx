import { __iconData as activity } from "lucide-react/icons/activity";
import { __iconData as box } from "lucide-react/icons/box";
import { __iconData as clock } from "lucide-react/icons/clock";
import { __iconData as doorOpen } from "lucide-react/icons/door-open";
import { __iconData as folder } from "lucide-react/icons/folder";
import { __iconData as gitCompare } from "lucide-react/icons/git-compare";
import { __iconData as key } from "lucide-react/icons/key";
import { __iconData as mail } from "lucide-react/icons/mail";
import { __iconData as history } from "lucide-react/icons/rotate-ccw-clock";
import { __iconData as scrollText } from "lucide-react/icons/scroll-text";
import { __iconData as search } from "lucide-react/icons/search";
import { __iconData as triangleAlert } from "lucide-react/icons/triangle-exclamation-point";
import { __iconData as user } from "lucide-react/icons/user";
import { __iconData as users } from "lucide-react/icons/users";
import type { LucideIconData } from "lucide-react/types";
import type { IconName } from "#components/ui/icon.tsx";
import { Shape } from "#components/ui/shape.tsx";

const shapes: ReadonlyMap<IconName, LucideIconData> = new Map([
  ["activity", activity],
  ["box", box],
  ["clock", clock],
  ["door-open", doorOpen],
  ["folder", folder],
  ["git-compare", gitCompare],
  ["history", history],
  ["key", key],
  ["mail", mail],
  ["scroll-text", scrollText],
  ["triangle-alert", triangleAlert],
  ["user", user],
  ["users", users],
]);

/** The drawings that the palette knows; others are drawn as a search. */
export const paletteIcons: readonly IconName[] = [...shapes.keys()];

export function PaletteIcon({ name }: { name: IconName }) {
  return <Shape of={shapes.get(name) ?? search} className="text-ink-3" />;
}
