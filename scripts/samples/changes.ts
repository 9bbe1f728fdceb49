/**
 * What is done to a good row in many groups of samples: a cell set, a cell changed, and days as
 * sources write them.
 */
import type { Cells, Change } from "./kit.ts";

export const set =
  (cells: Cells): Change =>
  (row) =>
    void Object.assign(row, cells);

export const change =
  (name: string, how: (text: string) => string): Change =>
  (row) =>
    void Object.assign(row, { [name]: how(String(row[name])) });

/** 2026/11/3 */
export const slashes = (day: string): string => day.replaceAll("-", "/").replace("/0", "/");

/** 20261103 */
export const plain = (day: string): string => day.replaceAll("-", "");
