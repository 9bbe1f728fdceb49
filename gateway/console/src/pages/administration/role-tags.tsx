/** Roles as people call them, one after the other. */
import { useWords } from "../../words.ts";
import { ROLE_ORDER, type Role } from "./administration-data.ts";
import { ROLES } from "./words.ts";

export function RoleTags({ roles }: { readonly roles: readonly Role[] }) {
  const names = useWords(ROLES);
  return (
    <span className="role-tags">
      {ROLE_ORDER.filter((role) => roles.includes(role)).map((role) => (
        <span key={role} className={`role-tag role-${role}`}>
          {names[role]}
        </span>
      ))}
    </span>
  );
}
