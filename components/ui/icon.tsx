import { __iconData as activity } from "lucide-react/icons/activity";
import { __iconData as arrowDown } from "lucide-react/icons/arrow-down";
import { __iconData as arrowUp } from "lucide-react/icons/arrow-up";
import { __iconData as arrowUpDown } from "lucide-react/icons/arrow-up-down";
import { __iconData as ban } from "lucide-react/icons/ban";
import { __iconData as bell } from "lucide-react/icons/bell";
import { __iconData as box } from "lucide-react/icons/box";
import { __iconData as calendarClock } from "lucide-react/icons/calendar-clock";
import { __iconData as check } from "lucide-react/icons/check";
import { __iconData as chevronDown } from "lucide-react/icons/chevron-down";
import { __iconData as chevronRight } from "lucide-react/icons/chevron-right";
import { __iconData as circleCheck } from "lucide-react/icons/circle-check";
import { __iconData as circleDot } from "lucide-react/icons/circle-dot";
import { __iconData as circleX } from "lucide-react/icons/circle-x";
import { __iconData as clock } from "lucide-react/icons/clock";
import { __iconData as copy } from "lucide-react/icons/copy";
import { __iconData as doorOpen } from "lucide-react/icons/door-open";
import { __iconData as download } from "lucide-react/icons/download";
import { __iconData as externalLink } from "lucide-react/icons/external-link";
import { __iconData as folder } from "lucide-react/icons/folder";
import { __iconData as gitCompare } from "lucide-react/icons/git-compare";
import { __iconData as hourglass } from "lucide-react/icons/hourglass";
import { __iconData as infinite } from "lucide-react/icons/infinity";
import { __iconData as info } from "lucide-react/icons/info";
import { __iconData as key } from "lucide-react/icons/key";
import { __iconData as loaderCircle } from "lucide-react/icons/loader-circle";
import { __iconData as lock } from "lucide-react/icons/lock";
import { __iconData as logOut } from "lucide-react/icons/log-out";
import { __iconData as mail } from "lucide-react/icons/mail";
import { __iconData as menu } from "lucide-react/icons/menu";
import { __iconData as minus } from "lucide-react/icons/minus";
import { __iconData as moon } from "lucide-react/icons/moon";
import { __iconData as octagonAlert } from "lucide-react/icons/octagon-exclamation-point";
import { __iconData as plus } from "lucide-react/icons/plus";
import { __iconData as refreshCw } from "lucide-react/icons/refresh-cw";
import { __iconData as history } from "lucide-react/icons/rotate-ccw-clock";
import { __iconData as scrollText } from "lucide-react/icons/scroll-text";
import { __iconData as search } from "lucide-react/icons/search";
import { __iconData as squareCheck } from "lucide-react/icons/square-check";
import { __iconData as star } from "lucide-react/icons/star";
import { __iconData as sun } from "lucide-react/icons/sun";
import { __iconData as timer } from "lucide-react/icons/timer";
import { __iconData as triangleAlert } from "lucide-react/icons/triangle-exclamation-point";
import { __iconData as undo2 } from "lucide-react/icons/undo-2";
import { __iconData as unlink } from "lucide-react/icons/unlink";
import { __iconData as unplug } from "lucide-react/icons/unplug";
import { __iconData as user } from "lucide-react/icons/user";
import { __iconData as users } from "lucide-react/icons/users";
import { __iconData as x } from "lucide-react/icons/x";
import { Shape } from "#components/ui/shape.tsx";

const shapes = {
  activity,
  "arrow-down": arrowDown,
  "arrow-up": arrowUp,
  "arrow-up-down": arrowUpDown,
  ban,
  box,
  "calendar-clock": calendarClock,
  check,
  "chevron-down": chevronDown,
  "chevron-right": chevronRight,
  "circle-check": circleCheck,
  "circle-dot": circleDot,
  "circle-x": circleX,
  clock,
  copy,
  "door-open": doorOpen,
  download,
  "external-link": externalLink,
  "git-compare": gitCompare,
  history,
  hourglass,
  infinity: infinite,
  info,
  key,
  "loader-circle": loaderCircle,
  lock,
  "log-out": logOut,
  mail,
  menu,
  minus,
  moon,
  "octagon-alert": octagonAlert,
  plus,
  "refresh-cw": refreshCw,
  "scroll-text": scrollText,
  search,
  "square-check": squareCheck,
  star,
  sun,
  timer,
  "triangle-alert": triangleAlert,
  "undo-2": undo2,
  unlink,
  unplug,
  user,
  users,
  x,
  folder,
  bell,
} as const;

export type IconName = keyof typeof shapes;

type IconProps = {
  name: IconName;
  /** In pixels; 16 unless told. */
  size?: number;
  className?: string;
};

/** For markup rendered on the server. A client component imports its own drawing and uses Shape. */
export function Icon({ name, size = 16, className = "" }: IconProps) {
  return <Shape of={shapes[name]} size={size} className={className} />;
}
