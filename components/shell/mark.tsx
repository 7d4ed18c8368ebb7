/** Two posts and a span part used: a gate and a window. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 18 18"
      width={size}
      height={size}
      fill="currentColor"
      className="flex-none text-accent"
    >
      <path d="M2 1.5h2v15H2zM14 1.5h2v15h-2z" />
      <path d="M4 7.5h6.2v3H4z" />
      <path d="M11.2 7.5H14v1h-2.8zM11.2 9.5H14v1h-2.8z" opacity=".55" />
    </svg>
  );
}
