type CodeBlockProps = {
  /** What it is, for those who come to it by keyboard: "Inline policy". */
  label: string;
  code: string;
};

/** Code or a policy document as it is written; it scrolls sideways by itself and can be reached by keyboard. */
export function CodeBlock({ label, code }: CodeBlockProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a pointer
      tabIndex={0}
      className="max-w-full overflow-auto border-l-2 border-line-2 bg-sunk p-3"
    >
      <pre className="font-mono text-[0.75rem] leading-[1.6]">{code}</pre>
    </section>
  );
}
