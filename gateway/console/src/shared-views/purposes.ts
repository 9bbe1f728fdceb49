/** What data of a person or a company may be looked at for: codes as access registers list them. */
import { defineWords } from "../words.ts";

export const PURPOSES = ["operations", "complaint", "repair", "supervision", "licensing"] as const;

export const PURPOSE_WORDS = defineWords({
  operations: { zh: "故障排查", en: "Fault finding" },
  complaint: { zh: "异议处理", en: "Handling an objection" },
  repair: { zh: "信用修复", en: "Credit repair" },
  supervision: { zh: "监督检查", en: "Supervision" },
  licensing: { zh: "行政许可", en: "Licensing" },
});
