/** Words of the draft of the access register, and of what is done with it. */
import { defineWords } from "../../words.ts";

export const DRAFT = defineWords({
  title: { zh: "授权表的下一号", en: "The next access register" },
  none: {
    zh: "没有改动。在下面选择单位，添加、修改或结束授权、密钥和限额；改动先进草稿，登记机关签名、另一人复核后才生效。",
    en: "Nothing is drafted. Choose an agency below and add, change or end grants, keys and limits; edits gather here and are in force once the registrar has signed and a second person agreed.",
  },
  noneRead: {
    zh: "没有改动。草稿由安全管理员拟定。",
    en: "Nothing is drafted. Drafting is the security administrator's.",
  },
  differences: {
    zh: (number: number, n: number) => `与生效的第 ${number} 号相差 ${n} 处`,
    en: (number: number, n: number) => `${n} differences from number ${number}, which is in force`,
  },
  noDifference: { zh: "与生效的登记没有差异", en: "Nothing differs from the register in force" },
  edits: { zh: (n: number) => `改动记录（${n} 项）`, en: (n: number) => `Edits (${n})` },
  idle: { zh: "已无影响", en: "has no effect any more" },
  undo: { zh: "撤去", en: "Take back" },
  undone: { zh: "已撤去", en: "Taken back" },
  discard: { zh: "放弃草稿", en: "Throw the draft away" },
  discardWhat: {
    zh: "全部改动作废；审计中仍可查到。",
    en: "All edits are void; the audit keeps them.",
  },
  fault: { zh: "草稿现在不能签发", en: "The draft could not be in force" },
  steps: { zh: "签发", en: "How it comes into force" },
  download: {
    zh: (n: number) => `下载第 ${n} 号（未签名）`,
    en: (n: number) => `Download number ${n}, not signed`,
  },
  downloadWhat: {
    zh: "文件含账户口令的散列，按内部资料保管；每次下载记入审计。",
    en: "It holds hashes of accounts' passwords: keep it inside. Each download is audited.",
  },
  sign: {
    zh: "由登记机关在保管网络密钥的机器上核对差异并签名，得到旁边的 .p7s：",
    en: "The registrar looks at what differs and signs it where the network's key is kept, which gives a .p7s beside it:",
  },
  copy: { zh: "复制", en: "Copy" },
  copied: { zh: "已复制", en: "Copied" },
  upload: { zh: "上传登记和 .p7s 两个文件：", en: "Upload both, the register and its .p7s:" },
  choose: { zh: "已签名的登记（选择两个文件）", en: "The signed register (choose both files)" },
  needBoth: {
    zh: "请同时选择登记（.json）和签名（.p7s）",
    en: "Choose the register (.json) and its signature (.p7s) together",
  },
  checking: { zh: "正在核验", en: "Being verified" },
  verified: {
    zh: (n: number) => `第 ${n} 号签名有效，内容合规`,
    en: (n: number) => `Number ${n} is signed by the registrar and sound`,
  },
  asDrafted: { zh: "内容与现在的草稿一致", en: "It says what the draft says" },
  notAsDrafted: {
    zh: "内容与现在的草稿不同，请逐条核对",
    en: "It does not say what the draft says now: read each line",
  },
  signer: { zh: "签名证书", en: "Signed by" },
  signedAt: { zh: "签名时间", en: "Signed" },
  propose: { zh: "提交复核", en: "Propose it" },
  proposeTitle: { zh: (n: number) => `启用第 ${n} 号授权表`, en: (n: number) => `Put number ${n} in force` },
  proposeWhat: {
    zh: "另一位安全或系统管理员核对差异并同意后，两秒内在各进程生效，无需重启。",
    en: "Once another security or system administrator has read the differences and agrees, it is in force in every process within two seconds, without a restart.",
  },
  proposed: { zh: "已提交，待另一人复核", en: "Proposed; another person decides" },
  byHand: { zh: "节点不能写授权表所在的位置", en: "The node may not write where its access register lies" },
  byHandWhat: {
    zh: (file: string) =>
      `请管理机器的人把这两个文件改名为 ${file}.p7s 和 ${file}，依此次序放到节点配置所指的位置；两秒内生效，有误不采用，只告警。`,
    en: (file: string) =>
      `Have whoever keeps the machine rename these two files to ${file}.p7s and ${file} and lay them, in this order, where the node's configuration points. They are in force within two seconds; what is wrong is not taken and raises an alarm.`,
  },
  waits: {
    zh: (n: number) => `第 ${n} 号待复核`,
    en: (n: number) => `Number ${n} waits for a second person`,
  },
  by: {
    zh: (who: string, when: string) => `${who} 提交，${when} 前有效`,
    en: (who: string, when: string) => `Proposed by ${who}, open until ${when}`,
  },
  approve: { zh: "同意启用", en: "Agree" },
  decline: { zh: "不同意", en: "Decline" },
  withdraw: { zh: "撤回", en: "Withdraw" },
  decided: { zh: "已决定", en: "Decided" },
  own: { zh: "须由另一人复核；您可以撤回。", en: "Another person decides; you may withdraw it." },
  coming: {
    zh: (n: number) => `第 ${n} 号已同意，正在生效`,
    en: (n: number) => `Number ${n} is agreed and comes into force`,
  },
  done: {
    zh: (n: number, who: string) => `第 ${n} 号经 ${who} 同意，已生效`,
    en: (n: number, who: string) => `Number ${n} is in force; agreed by ${who}`,
  },
  declined: {
    zh: (n: number, who: string) => `第 ${n} 号被 ${who} 否决`,
    en: (n: number, who: string) => `Number ${n} was declined by ${who}`,
  },
  withdrawn: { zh: (n: number) => `第 ${n} 号已撤回`, en: (n: number) => `Number ${n} was withdrawn` },
  expired: {
    zh: (n: number) => `第 ${n} 号逾期未复核`,
    en: (n: number) => `Number ${n} was not decided in time`,
  },
  added: { zh: "新增", en: "New" },
  ended: { zh: "结束", en: "Ends" },
  changed: { zh: "变更", en: "Changed" },
  node: { zh: "本节点", en: "This node" },
});

export const EDITING = defineWords({
  addGrant: { zh: "添加授权", en: "Add a grant" },
  change: { zh: "修改", en: "Change" },
  end: { zh: "结束", en: "End" },
  drafted: { zh: "草稿中有改动", en: "edited in the draft" },
  unlisted: { zh: "此单位未列入授权表", en: "This agency is not in the access register" },
  intoDraft: { zh: "列入草稿", en: "Put into the draft" },
  drafting: { zh: "已列入草稿", en: "It is in the draft" },
  addTitle: { zh: (who: string) => `给 ${who} 添加授权`, en: (who: string) => `Add a grant to ${who}` },
  changeTitle: {
    zh: (what: string) => `修改“${what}”的授权`,
    en: (what: string) => `Change the grant for “${what}”`,
  },
  endTitle: {
    zh: (what: string) => `结束“${what}”的授权`,
    en: (what: string) => `End the grant for “${what}”`,
  },
  endWhat: {
    zh: "新登记生效时即止；要到某日为止，请改期限。",
    en: "It ends when the new register is in force; to end it on a day, change that day instead.",
  },
  find: { zh: "查找事项", en: "Find an item" },
  basisHint: {
    zh: "文号或协议；受限事项和有条件共享事项必填",
    en: "A document or agreement; needed for restricted items and those shared on conditions",
  },
  purposesHint: {
    zh: "代码，以空格分隔，如 licensing supervision；不填为不限；受限事项必填",
    en: "Codes with spaces between, like licensing supervision; none: any purpose; needed for restricted items",
  },
  untilHint: {
    zh: "最后一日，含当日；不填为长期",
    en: "The last day on which it counts; none: without an end",
  },
  bulkWhat: { zh: "可以按名单或整段时间批量查询", en: "May ask by list, or for a whole period" },
  addKey: { zh: "添加密钥", en: "Add a key" },
  paste: { zh: "粘贴公钥", en: "Paste a public key" },
  pasteHint: {
    zh: "PEM 公钥或证书、JWK、OpenSSH 公钥一行。只贴公钥；证书只取其公钥，不另登记。",
    en: "A public key or certificate in PEM, a JWK, or a line of OpenSSH. Never a private key. Of a certificate its key alone is listed.",
  },
  read: { zh: "读取", en: "Read it" },
  subject: { zh: "证书主体", en: "Certificate of" },
  certificateUntil: { zh: "证书有效至", en: "Certificate good until" },
  noEnd: { zh: "密钥本身没有期限", en: "a key has no end of its own" },
  keyId: { zh: "密钥编号", en: "Key id" },
  keyIdHint: {
    zh: "单位在令牌请求中写的 kid，全登记唯一",
    en: "The kid that the agency writes into its assertions; one of its kind",
  },
  keyTitle: { zh: (who: string) => `给 ${who} 添加密钥`, en: (who: string) => `Add a key to ${who}` },
  endKeyTitle: { zh: (id: string) => `结束密钥 ${id}`, en: (id: string) => `End the key ${id}` },
  endKeyWhat: {
    zh: "新登记生效时不再认这个密钥，其已取得的令牌至多十分钟后失效。",
    en: "The key counts no more once the new register is in force; tokens that it was given end within ten minutes.",
  },
  compare: {
    zh: "请按另一途径（电话、当面）与单位核对指纹。",
    en: "Compare the fingerprint with the agency by another way: by telephone, or in person.",
  },
  limitsTitle: { zh: (who: string) => `${who} 的限额`, en: (who: string) => `Limits of ${who}` },
  limitsWhat: { zh: "不填的按节点默认。", en: "What is left empty is the node's own." },
  client: {
    zh: "客户端证书不在授权表中：由网络的证书机构签发，停用时在节点登记表中吊销，由登记机关签发新的节点登记表。",
    en: "Client certificates are not in the access register: the network's authority issues them, and to end one it is revoked in the network registry, which the registrar issues anew.",
  },
});
