/** The drawings themselves: an icon rendered from them is plain markup and costs the browser no script. */
declare module "lucide-react/icons/activity" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/arrow-down" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/arrow-up" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/arrow-up-down" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/ban" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/box" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/calendar-clock" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/check" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/chevron-down" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/chevron-right" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/circle-check" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/circle-dot" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/circle-x" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/clock" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/copy" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/door-open" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/download" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/external-link" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/git-compare" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/rotate-ccw-clock" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/hourglass" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/infinity" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/info" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/key" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/loader-circle" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/lock" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/log-out" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/mail" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/menu" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/minus" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/moon" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/octagon-exclamation-point" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/plus" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/refresh-cw" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/scroll-text" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/search" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/square-check" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/star" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/sun" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/timer" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/triangle-exclamation-point" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/undo-2" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/unlink" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/unplug" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/user" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/users" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/x" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/folder" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
declare module "lucide-react/icons/bell" {
  export const __iconData: import("lucide-react/types").LucideIconData;
}
