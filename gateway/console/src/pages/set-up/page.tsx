/** Stub while the contract of sessions is written. */
export function SetUpPage() {
  return null;
}
