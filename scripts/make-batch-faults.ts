/**
 * What is planted in generated rows: faults that refuse a row and flaws that only
 * warn, each with the column and the code that the gateway must answer with.
 */
import { PLACEHOLDER_USCC } from "../gateway/model/identifier.ts";
import { all, daysAfter, mischeck, organisation, type Plant, person, put } from "./make-batch-plant.ts";
import { residentId } from "./make-batch-row.ts";
import { AT } from "./make-batch-words.ts";
import { makeBusinessRegNo, makeOrgCode, makeUscc } from "./make-identifiers.ts";

export const FAULTS: readonly Plant[] = [
  {
    name: "uscc",
    wish: organisation,
    column: "CF_XDR_SHXYM",
    code: "ID_USCC",
    spoil: put("CF_XDR_SHXYM", (r) => mischeck(makeUscc(r.random))),
  },
  {
    name: "resident ID",
    wish: person,
    column: "CF_XDR_ZJHM",
    code: "ID_RESIDENT",
    spoil: all(
      put("CF_XDR_ZJLX", "身份证"),
      put("CF_XDR_ZJHM", (r) => mischeck(residentId(r.random, "370102"))),
    ),
  },
  {
    name: "masked resident ID of the legal representative",
    wish: organisation,
    column: "CF_FR_ZJHM",
    code: "ID_RESIDENT",
    spoil: all(put("CF_FR_ZJLX", "身份证"), put("CF_FR_ZJHM", "370102************")),
  },
  {
    name: "organisation code",
    wish: organisation,
    column: "CF_XDR_ZZJG",
    code: "ID_ORG",
    spoil: put("CF_XDR_ZZJG", (r) => mischeck(makeOrgCode(r.random))),
  },
  {
    name: "business registration number",
    wish: organisation,
    column: "CF_XDR_GSZC",
    code: "ID_REGNO",
    spoil: put("CF_XDR_GSZC", (r) => mischeck(makeBusinessRegNo(r.random))),
  },
  {
    name: "organ code",
    wish: {},
    column: "CF_CFJGDM",
    code: "ID_USCC",
    spoil: put("CF_CFJGDM", (r) => mischeck(makeUscc(r.random, "11"))),
  },
  {
    name: "no document number",
    wish: {},
    column: "CF_WSH",
    code: "VALUE_REQUIRED",
    spoil: put("CF_WSH", ""),
  },
  {
    name: "name is a null form",
    wish: {},
    column: "CF_XDR_MC",
    code: "VALUE_REQUIRED",
    spoil: put("CF_XDR_MC", "暂无"),
  },
  { name: "no ground", wish: {}, column: "CF_YJ", code: "VALUE_REQUIRED", spoil: put("CF_YJ", "") },
  {
    name: "name too long",
    wish: {},
    column: "CF_XDR_MC",
    code: "VALUE_TOO_LONG",
    spoil: put("CF_XDR_MC", "虚".repeat(201)),
  },
  {
    name: "remarks too long",
    wish: {},
    column: "BZ",
    code: "VALUE_TOO_LONG",
    spoil: put("BZ", "𠮷".repeat(513)),
  },
  {
    name: "date in words",
    wish: {},
    column: "CF_JDRQ",
    code: "MAP_DATE",
    spoil: put("CF_JDRQ", "上个月月底"),
  },
  {
    name: "day that does not exist",
    wish: {},
    column: "CF_YXQ",
    code: "MAP_DATE",
    spoil: put("CF_YXQ", "2027-02-30"),
  },
  {
    name: "date in the future",
    wish: {},
    column: "CF_JDRQ",
    code: "DATE_FUTURE",
    spoil: all(put("CF_JDRQ", daysAfter(30)), put("CF_GSJZQ", daysAfter(300))),
  },
  {
    name: "shown too long",
    wish: {},
    column: "CF_GSJZQ",
    code: "PUBLICITY_TOO_LONG",
    spoil: put("CF_GSJZQ", daysAfter(1100)),
  },
  {
    name: "unknown kind of subject",
    wish: organisation,
    column: "CF_XDR_LB",
    code: "MAP_CODE",
    spoil: put("CF_XDR_LB", "外星企业"),
  },
  {
    name: "unknown kind of penalty",
    wish: { penalty: "warning" },
    column: "CF_CFLB",
    code: "MAP_CODE",
    spoil: put("CF_CFLB", "口头提醒"),
  },
  {
    name: "R1: a person with a code",
    wish: person,
    column: "CF_XDR_SHXYM",
    code: "VALUE_FORBIDDEN",
    spoil: put("CF_XDR_SHXYM", (r) => makeUscc(r.random, "92")),
  },
  {
    name: "R1: a person without document",
    wish: person,
    column: "CF_XDR_ZJHM",
    code: "VALUE_REQUIRED",
    spoil: put("CF_XDR_ZJHM", ""),
  },
  {
    name: "R2: an organisation without code",
    wish: organisation,
    column: "CF_XDR_SHXYM",
    code: "VALUE_REQUIRED",
    spoil: put("CF_XDR_SHXYM", ""),
  },
  {
    name: "R2: no legal representative",
    wish: organisation,
    column: "CF_FRDB",
    code: "VALUE_REQUIRED",
    spoil: put("CF_FRDB", "无"),
  },
  {
    name: "R4: no fine",
    wish: { penalty: "fine" },
    column: "CF_NR_FK",
    code: "VALUE_REQUIRED",
    spoil: put("CF_NR_FK", ""),
  },
  {
    name: "R4: nothing confiscated",
    wish: { penalty: "confiscation" },
    column: "CF_NR_WFFF",
    code: "VALUE_REQUIRED",
    spoil: put("CF_NR_WFFF", "-"),
  },
  {
    name: "R4: no licence",
    wish: { penalty: "suspension" },
    column: "CF_NR_ZKDX",
    code: "VALUE_REQUIRED",
    spoil: put("CF_NR_ZKDX", ""),
  },
  {
    name: "R4: a fine of nothing",
    wish: { penalty: "fine" },
    column: "CF_NR_FK",
    code: "AMOUNT_NOT_POSITIVE",
    spoil: put("CF_NR_FK", "0.00"),
  },
  {
    name: "amount in words",
    wish: { penalty: "fine" },
    column: "CF_NR_FK",
    code: "MAP_NUMBER",
    spoil: put("CF_NR_FK", "约两万"),
  },
  {
    name: "document kind without number",
    wish: organisation,
    column: "CF_FR_ZJHM",
    code: "VALUE_REQUIRED",
    spoil: all(put("CF_FR_ZJLX", "护照号"), put("CF_FR_ZJHM", "")),
  },
  {
    name: "a comma outside quotes",
    wish: {},
    column: "",
    code: "ROW_CELLS",
    // The last cell is filled, since an empty one too many may be taken for padding.
    spoil: all(put("CF_XDR_MC", "济南虚构,有限公司"), put("BZ", "见附件")),
  },
  { name: "a cell too few", wish: {}, column: "BZ", code: "ROW_CELLS", spoil: (row) => void row.cells.pop() },
  {
    name: "a byte outside the character set",
    wish: {},
    column: "CF_YJ",
    code: "ROW_CHARSET",
    spoil: put("CF_YJ", (r) => `${r.cells[AT.CF_YJ]}\xff`),
  },
  {
    name: "a control character",
    wish: {},
    column: "CF_YJ",
    code: "ROW_CONTROL",
    spoil: put("CF_YJ", (r) => `${r.cells[AT.CF_YJ]}\x01`),
  },
];

export const FLAWS: readonly Plant[] = [
  {
    name: "placeholder code",
    wish: organisation,
    column: "CF_XDR_SHXYM",
    code: "W_PLACEHOLDER_USCC",
    spoil: put("CF_XDR_SHXYM", PLACEHOLDER_USCC),
  },
  {
    name: "a sole trader's code at an organisation",
    wish: organisation,
    column: "CF_XDR_SHXYM",
    code: "W_USCC_PREFIX",
    spoil: put("CF_XDR_SHXYM", (r) => makeUscc(r.random, "92")),
  },
  {
    name: "reported late",
    wish: {},
    column: "CF_JDRQ",
    code: "W_LATE",
    spoil: all(put("CF_JDRQ", daysAfter(-30)), put("CF_GSJZQ", daysAfter(300))),
  },
  {
    name: "a fine over 10,000",
    wish: { penalty: "fine" },
    column: "CF_NR_FK",
    code: "W_AMOUNT_LARGE",
    spoil: put("CF_NR_FK", "20000.000000"),
  },
  {
    name: "a resident number in the facts",
    wish: {},
    column: "CF_SY",
    code: "W_ID_IN_TEXT",
    spoil: put(
      "CF_SY",
      (r, make) =>
        `${make.encode("经查，当事人身份证号")}${residentId(r.random, "370102")}${make.encode("，违法事实清楚")}`,
    ),
  },
  {
    name: "a resident number in the remarks",
    wish: {},
    column: "BZ",
    code: "W_ID_IN_TEXT",
    spoil: put("BZ", (r, make) => `${make.encode("联系人")}${residentId(r.random, "370102")}`),
  },
];
