/** The bridge. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 32 24" width="30" height="22" aria-hidden="true">
      <path
        d="M2 19h28M7 19v-5M25 19v-5M2 17c8-14 20-14 28 0"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </svg>
  );
}
