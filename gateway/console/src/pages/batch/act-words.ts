/** What is done about a transfer, in words: on buttons, in lists, and what it means before it is done. */
import { defineWords } from "../../words.ts";

export const ACTS = defineWords({
  retry: { zh: "重试", en: "Retry" },
  replay: { zh: "重放", en: "Replay" },
  quarantine: { zh: "隔离", en: "Hold" },
  release: { zh: "解除隔离", en: "Release" },
  cancel: { zh: "撤销", en: "Cancel" },
  feedback: { zh: "重发反馈", en: "Resend feedback" },
});

export const ABOUT = defineWords({
  retry: {
    zh: "放弃的或正在等待的，立即再试一次。对方已有的不会重复入库。",
    en: "What was given up or waits is tried at once. What the other side has already is not stored twice.",
  },
  replay: {
    zh: "把同一封签批次再送一次。对方已有，则只答复“已有”；对方因故丢失，则重新入库。",
    en: "The same sealed batch is sent again. Whoever has it says so; whoever lost it takes it in again.",
  },
  quarantine: {
    zh: "隔离后不再处理，也不再向外送；正在进行的一步会做完。同一通道中在它之后的会等它。已入库的记录照常可查。",
    en: "It is neither worked nor sent on; a step under way is finished. What comes after it in its lane waits. Records that are stored can still be queried.",
  },
  lane: {
    zh: "该单位以此适配器报送的全部照常接收，但不再处理，也不再向外送，直到解除。",
    en: "Whatever this agency sends by this adapter is received, and neither worked nor sent on until it is released.",
  },
  release: { zh: "解除后按原来的次序继续处理和上送。", en: "It goes on in its old order." },
  cancel: {
    zh: "尚未封签，撤销后一行也不入库；同样的文件以后可以再报。不能恢复。",
    en: "It is not sealed yet; nothing of it will be stored. The same file may be sent again later. This cannot be undone.",
  },
  feedback: {
    zh: "为来文单位（重新）生成或再次放出回执、退回行和小结；节点之间则重发回执。",
    en: "Receipt, rejected rows and summary are made for the agency, or laid out anew; to a node the receipt is sent again.",
  },
});

export const ORDER_WORDS = defineWords({
  lane: { zh: "隔离整条通道", en: "Hold the whole lane" },
  to: {
    zh: (verb: string, node: string) => `${verb}：送往${node}`,
    en: (verb: string, node: string) => `${verb}: to ${node}`,
  },
  propose: { zh: (verb: string) => `提请${verb}`, en: (verb: string) => `Propose: ${verb}` },
  proposed: { zh: "已提出，等待另一位操作员批准", en: "Proposed; another operator has to approve it" },
  done: { zh: "已执行，并记入审计", en: "Done, and in the audit" },
  approve: { zh: "批准并执行", en: "Approve and do it" },
  decline: { zh: "否决", en: "Decline" },
  withdraw: { zh: "撤回", en: "Withdraw" },
  open: { zh: "待批准", en: "To be decided" },
  stateDone: { zh: "已执行", en: "Done" },
  declined: { zh: "已否决", en: "Declined" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
  expired: { zh: "已过期", en: "Expired" },
  orders: { zh: "处置记录", en: "Orders" },
  what: { zh: "处置", en: "Order" },
  state: { zh: "状态", en: "State" },
  reason: { zh: "理由", en: "Reason" },
  by: { zh: "提出", en: "Ordered by" },
  decided: { zh: "决定", en: "Decided by" },
  until: { zh: (time: string) => `${time} 前有效`, en: (time: string) => `until ${time}` },
  none: { zh: "还没有对它做过处置", en: "Nothing was ordered about it" },
  batch: { zh: "批次", en: "Batch" },
  agency: { zh: "单位", en: "Agency" },
});
