/**
 * What generated penalty files are made of: the columns of the 2018 form and word
 * lists. All names are plainly invented (虚构, 示例). Independent of catalog and
 * adapters: the titles are written out, so that a change there shows in the tests.
 */

/** Code and Chinese title of each column, in the order of the form. */
export const COLUMNS = [
  ["CF_XDR_MC", "行政相对人名称"],
  ["CF_XDR_LB", "行政相对人类别"],
  ["CF_XDR_SHXYM", "行政相对人代码_1(统一社会信用代码)"],
  ["CF_XDR_GSZC", "行政相对人代码_2(工商注册号)"],
  ["CF_XDR_ZZJG", "行政相对人代码_3(组织机构代码)"],
  ["CF_XDR_SWDJ", "行政相对人代码_4(税务登记号)"],
  ["CF_XDR_SYDW", "行政相对人代码_5(事业单位证书号)"],
  ["CF_XDR_SHZZ", "行政相对人代码_6(社会组织登记证号)"],
  ["CF_FRDB", "法定代表人"],
  ["CF_FR_ZJLX", "法定代表人证件类型"],
  ["CF_FR_ZJHM", "法定代表人证件号码"],
  ["CF_XDR_ZJLX", "证件类型"],
  ["CF_XDR_ZJHM", "证件号码"],
  ["CF_WSH", "行政处罚决定书文号"],
  ["CF_WFXW", "违法行为类型"],
  ["CF_SY", "违法事实"],
  ["CF_YJ", "处罚依据"],
  ["CF_CFLB", "处罚类别"],
  ["CF_NR", "处罚内容"],
  ["CF_NR_FK", "罚款金额(万元)"],
  ["CF_NR_WFFF", "没收违法所得、没收非法财物的金额(万元)"],
  ["CF_NR_ZKDX", "暂扣或吊销证照名称及编号"],
  ["CF_JDRQ", "处罚决定日期"],
  ["CF_YXQ", "处罚有效期"],
  ["CF_GSJZQ", "公示截止期"],
  ["CF_CFJG", "处罚机关"],
  ["CF_CFJGDM", "处罚机关统一社会信用代码"],
  ["CF_SJLY", "数据来源单位"],
  ["CF_SJLYDM", "数据来源单位统一社会信用代码"],
  ["BZ", "备注"],
] as const;

export type ColumnCode = (typeof COLUMNS)[number][0];

/** Index of each column in a row. */
export const AT = Object.fromEntries(COLUMNS.map(([code], index) => [code, index])) as Record<
  ColumnCode,
  number
>;

export const REGIONS = [
  "370102",
  "370103",
  "370104",
  "370105",
  "370112",
  "370113",
  "370114",
  "370115",
  "370116",
  "370117",
];

export const DISTRICTS = ["历下", "市中", "槐荫", "天桥", "历城", "长清", "章丘", "济阳", "莱芜", "钢城"];

// 䶮 and 𠮷 take four bytes in GB18030, as names in the field do.
export const SYLLABLES = [
  "华",
  "盛",
  "达",
  "鑫",
  "源",
  "泰",
  "恒",
  "瑞",
  "丰",
  "安",
  "信",
  "和",
  "利",
  "通",
  "宏",
  "䶮",
  "𠮷",
  "（鲁）",
];

export const TRADES = ["科技", "贸易", "建筑工程", "餐饮管理", "物流", "环保设备", "食品", "医药"];

export const SURNAMES = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈"];

export const ORGANS = [
  "市场监督管理局",
  "生态环境局",
  "交通运输局",
  "卫生健康委员会",
  "应急管理局",
  "住房和城乡建设局",
];

export const VIOLATIONS = [
  "未按规定公示年度报告信息",
  "超出核准经营范围从事经营活动",
  "未取得食品经营许可证从事食品经营",
  "违反道路运输安全管理规定超限运输",
  "未依法履行环境影响评价手续擅自开工建设",
];

export const GROUNDS = [
  "《中华人民共和国行政处罚法》第三十三条",
  "《中华人民共和国食品安全法》第一百二十二条第一款",
  "《企业信息公示暂行条例》第十七条",
  "《中华人民共和国环境影响评价法》第三十一条",
];

/** What a penalty of each kind wants filled in besides. */
export const PENALTIES = {
  warning: { kinds: "警告", fine: false, confiscation: false, licence: false },
  fine: { kinds: "罚款", fine: true, confiscation: false, licence: false },
  confiscation: { kinds: "罚款;没收违法所得", fine: true, confiscation: true, licence: false },
  closure: { kinds: "责令停产停业", fine: false, confiscation: false, licence: false },
  suspension: { kinds: "暂扣许可证件", fine: false, confiscation: false, licence: true },
  other: { kinds: "其他-责令限期改正", fine: false, confiscation: false, licence: false },
} as const;

export type Penalty = keyof typeof PENALTIES;
