/** Words of the page of orders. */
import { defineWords } from "../../words.ts";

export const WORDS = defineWords({
  title: { zh: "处置与复核", en: "Orders and approvals" },
  lead: {
    zh: "重放、解除隔离、撤销须由两人经手：一人提出，另一人在 24 小时内批准。",
    en: "Replay, release and cancel pass two pairs of eyes: one proposes, another approves within 24 hours.",
  },
  open: { zh: "等待批准", en: "Waiting for approval" },
  nothingOpen: { zh: "没有等待批准的处置", en: "Nothing waits for approval" },
  held: { zh: "正在隔离", en: "Held now" },
  nothingHeld: { zh: "没有被隔离的批次或通道", en: "No batch and no lane is held" },
  all: { zh: "全部处置", en: "All orders" },
  more: { zh: "更早的", en: "Earlier ones" },
  since: { zh: "自何时、由谁", en: "Since, by" },
  what: { zh: "对象", en: "What" },
  lane: { zh: "整条通道", en: "A lane" },
  batch: { zh: "一个批次", en: "A batch" },
  agency: { zh: "单位", en: "Agency" },
  adapter: { zh: "适配器", en: "Adapter" },
  reason: { zh: "理由", en: "Reason" },
  openBatch: { zh: "打开批次", en: "Open it" },
});
