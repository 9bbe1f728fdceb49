/** Stub while the contract of sessions is written. */
export function SignInPage() {
  return null;
}
