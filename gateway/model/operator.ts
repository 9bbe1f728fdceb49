/**
 * Operators of the console: their roles, what they may see. The trap: the three administrators watch each other,
 * so nobody is two of them; and a scope that lists nothing shows nothing, while null shows every agency.
 */

/** 系统管理员, 安全管理员, 审计管理员, 值班员, 查看员 */
export const OPERATOR_ROLES = ["system", "security", "audit", "operator", "viewer"] as const;
export type Role = (typeof OPERATOR_ROLES)[number];

const ADMINISTRATORS: readonly Role[] = ["system", "security", "audit"];

export interface Operator {
  readonly id: string;
  /** The name that people know, not the one that is typed. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Agencies that it sees; null: every one. */
  readonly scope: readonly string[] | null;
}

/** Whether one person may be all of these. */
export function areCompatible(roles: readonly Role[]): boolean {
  const known = roles.every((one) => OPERATOR_ROLES.includes(one)) && new Set(roles).size === roles.length;
  return known && roles.length > 0 && roles.filter((one) => ADMINISTRATORS.includes(one)).length <= 1;
}

/** Whether these roles may be confined to some agencies: who only looks. */
export function mayBeConfined(roles: readonly Role[]): boolean {
  return roles.every((one) => one === "viewer");
}
