/** A small standard and adapter by hand, for the tests of this room. */
import type { Adapter, FieldMap } from "../model/adapter.ts";
import type { CodeSet, Field, Standard } from "../model/catalog.ts";
import { NULL_FORMS } from "../model/transforms.ts";

function field(
  name: string,
  code: string,
  zh: string,
  type: Field["type"],
  more: Partial<Field> = {},
): Field {
  return {
    name,
    code,
    title: { zh, en: name },
    aliases: [],
    type,
    sensitivity: "open",
    required: false,
    ...more,
  };
}

export const STANDARD: Standard = {
  id: "test-penalty@1",
  title: { zh: "试验处罚", en: "Test penalty" },
  identity: ["docNo", "decisionDate"],
  subject: { kind: "kind", uscc: "uscc", certNo: "certNo", name: "name" },
  versionField: "updatedAt",
  fields: [
    field("name", "CF_XDR_MC", "行政相对人名称", "string", { required: true }),
    field("kind", "CF_XDR_LB", "行政相对人类别", "code", { codeSet: "subject-kinds" }),
    field("uscc", "CF_XDR_SHXYM", "行政相对人代码_1(统一社会信用代码)", "string", { format: "uscc" }),
    field("orgCode", "CF_XDR_ZZJG", "行政相对人代码_3(组织机构代码)", "string", { format: "org-code" }),
    field("certNo", "CF_XDR_ZJHM", "证件号码", "string", { sensitivity: "personal" }),
    field("docNo", "CF_WSH", "行政处罚决定书文号", "string", { required: true }),
    field("kinds", "CF_CFLB", "处罚类别", "codes", { codeSet: "penalty-kinds" }),
    field("content", "CF_NR", "处罚内容", "string"),
    field("fine", "CF_NR_FK", "罚款金额(万元)", "decimal", { unit: "万元" }),
    field("decisionDate", "CF_JDRQ", "处罚决定日期", "date", { required: true }),
    field("validUntil", "CF_YXQ", "处罚有效期", "date"),
    field("updatedAt", "SJC", "数据更新时间戳", "datetime"),
  ],
  schema: {},
  rules: [],
};

const code = (zh: string, aliases: readonly string[] = []) => ({ code: zh, label: { zh, en: zh }, aliases });

export const CODE_SETS: readonly CodeSet[] = [
  {
    id: "subject-kinds",
    title: { zh: "类别", en: "Kinds" },
    source: "test",
    codes: [code("法人及非法人组织", ["02-法人"]), code("自然人"), code("个体工商户", ["个体"])],
  },
  {
    id: "penalty-kinds",
    title: { zh: "处罚类别", en: "Kinds of penalty" },
    source: "test",
    openPrefix: "其他-",
    codes: [
      code("警告"),
      code("罚款"),
      code("没收违法所得、没收非法财物"),
      code("没收违法所得"),
      code("责令停产停业"),
    ],
  },
];

const TRANSFORM_OF: Readonly<Record<string, FieldMap["apply"]>> = {
  uscc: [{ name: "identifier" }],
  orgCode: [{ name: "identifier", options: { hyphens: "strip" } }],
  certNo: [{ name: "identifier" }],
  docNo: [{ name: "document-number" }],
  validUntil: [{ name: "date", options: { longTerm: true } }],
};

export const MAP: readonly FieldMap[] = STANDARD.fields.map((one) => ({
  field: one.name,
  columns: [one.code ?? one.name, one.title.zh],
  mandatory: one.required,
  apply: TRANSFORM_OF[one.name] ?? [{ name: one.type === "string" ? "text" : one.type }],
  ...(one.codeSet ? { codeSet: one.codeSet } : {}),
}));

export const ADAPTER: Adapter = {
  id: "cities/test",
  version: "1.0.0",
  title: { zh: "试验", en: "Test" },
  agency: "test",
  item: "TEST",
  standard: STANDARD.id,
  door: "sftp",
  delivery: "snapshot",
  decode: { format: "csv", charset: "utf-8", delimiter: ",", titleRows: 0, explanationRows: 0 },
  nulls: NULL_FORMS,
  map: MAP,
  ignore: ["采集日期"],
  digest: "",
};

export const withMap = (
  changes: Readonly<Record<string, Partial<FieldMap>>>,
  more: Partial<Adapter> = {},
): Adapter => ({
  ...ADAPTER,
  ...more,
  map: MAP.map((one) => ({ ...one, ...changes[one.field] })),
});
