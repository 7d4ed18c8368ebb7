/** For those who come by keyboard: past the navigation, to the page. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="absolute top-2 -left-400 z-50 rounded-control bg-surface px-3 py-1.5 focus:left-2"
    >
      Skip to content
    </a>
  );
}
