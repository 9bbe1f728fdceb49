/**
 * An adapter as the program sees it: how one source's files become records of
 * one standard. Loaded from adapters/<tier>/<system>/adapter.yaml by gateway/adapter.
 */
import type { Text } from "./text.ts";

export type Format = "csv" | "xlsx" | "xml" | "json" | "ndjson";
export type Charset = "utf-8" | "gb18030";

export interface DecodeOptions {
  readonly format: Format;
  readonly charset: Charset;
  /** csv: one character. */
  readonly delimiter: string;
  /** csv, xlsx: rows above the title row, to skip. */
  readonly titleRows: number;
  /** csv, xlsx: rows right under the title row (表格说明), to skip. */
  readonly explanationRows: number;
  /** xlsx: name or 0-based index. */
  readonly sheet?: string | number;
  /** xml: name of the element that holds one record's fields as child elements. */
  readonly rowElement?: string;
  /** json: dotted path to the array; empty for a top-level array. */
  readonly path?: string;
}

/** A transform of the closed list in gateway/map/transforms.ts, with its options. */
export interface Transform {
  readonly name: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface FieldMap {
  /** Field of the standard. */
  readonly field: string;
  /** Every title under which the column may come: code, Chinese titles, aliases. */
  readonly columns: readonly string[];
  /** Titles of a second column whose value is appended with ";" (处罚类别2 of the 2015 form). */
  readonly further?: readonly string[];
  /** Where the first column gave nothing: another column, read in its own way (元 where the first counts in 万元). */
  readonly otherwise?: { readonly columns: readonly string[]; readonly apply: readonly Transform[] };
  /** The column counts only in rows where another field has one of these values, and the value one of these lengths. */
  readonly when?: {
    readonly field: string;
    readonly is: readonly string[];
    readonly lengths?: readonly number[];
  };
  /** The file is refused when no column of this field is there. */
  readonly mandatory: boolean;
  readonly apply: readonly Transform[];
  readonly codeSet?: string;
  readonly constant?: string;
}

export interface Adapter {
  /** Folder below adapters/, e.g. "cities/jinan-penalties". */
  readonly id: string;
  readonly version: string;
  readonly title: Text;
  readonly agency: string;
  readonly item: string;
  readonly standard: string;
  readonly door: "sftp" | "http" | "pull";
  readonly delivery: "snapshot" | "delta";
  readonly decode: DecodeOptions;
  /** Cell values that mean "nothing". */
  readonly nulls: readonly string[];
  readonly map: readonly FieldMap[];
  /** A column that says what the row does: values of it by operation. */
  readonly operation?: {
    readonly columns: readonly string[];
    readonly put: readonly string[];
    readonly withdraw: readonly string[];
  };
  /** Columns that the source is known to send and that are left out on purpose. */
  readonly ignore: readonly string[];
  /** SHA-256 of the declaration's canonical form, hex: part of what a receipt names. */
  readonly digest: string;
}
