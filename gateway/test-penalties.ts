/**
 * For tests only: penalties of Jinan as CSV text, of invented companies and people, and a network
 * whose adapter reads them as UTF-8. Numbers are right by their check characters and of nobody.
 */
import type { AccessAgency } from "./model/access.ts";
import { addMonths } from "./model/calendar.ts";
import { isUscc, residentIdCheck } from "./model/identifier.ts";
import { type TestNetwork, testNetwork } from "./test-node.ts";

export const PENALTIES = "cities/jinan-penalties";
export const SENDER = "jinan-credit";
/** Its entry in an access register. */
export const MAY_SEND: AccessAgency = {
  id: SENDER,
  grants: [{ item: "XZCF", actions: ["send"], upTo: "personal" }],
};

const HEADER = [
  ...["CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_FRDB", "CF_XDR_ZJLX", "CF_XDR_ZJHM", "CF_WSH", "CF_WFXW"],
  ...[
    "CF_SY",
    "CF_YJ",
    "CF_CFLB",
    "CF_NR",
    "CF_NR_FK",
    "CF_JDRQ",
    "CF_YXQ",
    "CF_GSJZQ",
    "CF_CFJG",
    "CF_CFJGDM",
  ],
  ...["CF_SJLY", "CF_SJLYDM", "BZ"],
].join(",");

const CHARACTERS = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];

function withCheck(body: string): string {
  const found = CHARACTERS.map((last) => body + last).find(isUscc);
  if (found === undefined) throw new Error("no check character fits");
  return found;
}

/** Code of the invented company with this number. */
export function companyCode(n: number): string {
  return withCheck(`91370100MA${String(n).padStart(7, "0")}`);
}

/** Resident number of the invented person with this number, born on 12 March 1985. */
export function residentNumber(n: number): string {
  const body = `37010219850312${String(n).padStart(3, "0")}`;
  return body + residentIdCheck(body);
}

export const ORGAN = withCheck("11370100004188888");

export interface PenaltyRow {
  readonly n: number;
  readonly content?: string;
  /** About the person with this number instead of the company. */
  readonly person?: boolean;
  readonly facts?: string;
  /** Day of the decision, which is to be shown for a year. */
  readonly decided?: string;
}

function line({
  n,
  content = "罚款人民币1万元",
  person = false,
  facts = "当事人未按规定公示信息",
  decided = "2026-11-18",
}: PenaltyRow): string {
  const until = addMonths(decided, 12);
  const who = person
    ? `李虚构,自然人,,,身份证,${residentNumber(n)}`
    : `虚构${n}号贸易有限公司,法人及非法人组织,${companyCode(n)},张虚构,,`;
  return `${who},济测罚〔2026〕${person ? "人" : ""}${n}号,未按规定公示,${facts},《虚构条例》第一条,罚款,${content},1.000000,${decided},${until},${until},济南市测试局,${ORGAN},济南市测试局,${ORGAN},`;
}

/** A file of the adapter. */
export function penalties(...rows: readonly PenaltyRow[]): Buffer {
  return Buffer.from(`${[HEADER, ...rows.map(line)].join("\r\n")}\r\n`);
}

/** A test network whose city adapter of penalties reads UTF-8. */
export async function penaltyNetwork(): Promise<TestNetwork> {
  const network = await testNetwork();
  const adapters = network.known.adapters.map((adapter) =>
    adapter.id === PENALTIES
      ? { ...adapter, decode: { ...adapter.decode, charset: "utf-8" as const } }
      : adapter,
  );
  return { ...network, known: { ...network.known, adapters } };
}
