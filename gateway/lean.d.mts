export const LEAN_ARGUMENTS: readonly string[];
export const LEAN_ENVIRONMENT: Readonly<Record<string, string>>;
