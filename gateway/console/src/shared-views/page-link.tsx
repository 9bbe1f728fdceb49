/**
 * A link to another page, where the operator may open it: `<PageLink to="/transfers?…" otherwise={…}>`. Elsewhere what
 * is said instead, which is nothing where the words only say what a click does.
 */
import type { ReactNode } from "react";
import { Link } from "react-router";

import { useMay } from "../session.ts";
import { rolesOf } from "./page-roles.ts";

/** Whether the page that a link leads to is open to the operator. */
export function useMayOpen(): (to: string) => boolean {
  const may = useMay();
  return (to) => {
    const roles = rolesOf(to);
    return roles === undefined || may(...roles);
  };
}

export function PageLink({
  to,
  className = "",
  otherwise = null,
  children,
}: {
  readonly to: string;
  readonly className?: string;
  readonly otherwise?: ReactNode;
  readonly children: ReactNode;
}) {
  const mayOpen = useMayOpen();
  return mayOpen(to) ? (
    <Link to={to} className={className}>
      {children}
    </Link>
  ) : (
    otherwise
  );
}
