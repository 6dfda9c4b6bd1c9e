/** The mark beside the name. */
export function Mark() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="size-5 flex-none"
    >
      <rect x="2.5" y="2.5" width="19" height="19" rx="5" />
      <path d="M7 16V9l5 5 5-5v7" />
    </svg>
  );
}
