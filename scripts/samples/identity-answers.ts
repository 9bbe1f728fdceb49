/** Answers to identity checks. All content invented. */
import { change, plain, set } from "./changes.ts";
import { fromStandard } from "./from-standard.ts";
import { type Source, spoil } from "./kit.ts";

export const IDENTITY_ANSWERS: readonly Source[] = [
  fromStandard("province/shandong-identity-answers", {
    titles: "zh",
    place: { name: "济南", region: "370102" },
    organ: "济南市虚构主管局",
    values: { purpose: () => "信用修复申请人身份核验" },
    codes: "alias",
    extra: { 接口版本: "1" },
    date: plain,
    habits: [
      set({ 核验结果: "库中无此号" }),
      change("证件号码", (text) => text.toLowerCase()),
      set({ 核验结果: "不一致" }),
    ],
    faults: [change("证件号码", spoil), set({ 核验结果: "可能" }), set({ 核验用途: null })],
  }),
];
