import { Icon } from "#components/ui/icon.tsx";

/** The button of the form that signs out, as it looks in the menu. */
export function SignOutButton() {
  return (
    <button
      type="submit"
      className="flex min-h-11 w-full items-center gap-2 rounded-control px-2 text-ink-2 hover:bg-hover hover:text-ink wide:min-h-8"
    >
      <Icon name="log-out" />
      Sign out
    </button>
  );
}
