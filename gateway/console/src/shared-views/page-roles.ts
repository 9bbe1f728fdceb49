/** Which roles may open which page; a page that is not named is for everybody. By pages.ts, and by links (page-link.tsx). */
import type { Role } from "../session.ts";

export const PAGE_ROLES = {
  "/transfers": ["system", "audit", "operator", "viewer"],
  "/records": ["operator", "viewer"],
  "/orders": ["security", "audit", "operator", "viewer"],
  "/network": ["system", "security", "audit", "operator"],
  "/log": ["system", "security", "audit", "operator"],
  "/administration": ["system", "security", "audit", "operator"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Of a link with all that stands behind its path; undefined: for everybody. */
export function rolesOf(to: string): readonly Role[] | undefined {
  const roles: Readonly<Record<string, readonly Role[]>> = PAGE_ROLES;
  return roles[to.split(/[?#]/)[0] ?? ""];
}
