/** What an audit entry calls an act, as people say it; the code beside it, for who searches by it. */
import { defineWords, useWords } from "../../words.ts";

const NAMES = defineWords({
  "session.begin": { zh: "登录", en: "Signed in" },
  "session.end": { zh: "退出", en: "Signed out" },
  "session.refused": { zh: "登录被拒", en: "Sign-in refused" },
  "operator.link": { zh: "生成设置链接", en: "Made a set-up link" },
  "operator.invite": { zh: "添加操作员", en: "Entered an operator" },
  "operator.accept": { zh: "凭链接启用", en: "Used a one-time link" },
  "operator.change": { zh: "修改操作员", en: "Changed an operator" },
  "operator.lock": { zh: "锁定操作员", en: "Locked an operator" },
  "operator.unlock": { zh: "解锁操作员", en: "Unlocked an operator" },
  "operator.reset": { zh: "重设口令和验证器", en: "Reset an operator" },
  "operator.remove": { zh: "删除操作员", en: "Removed an operator" },
  "operator.password": { zh: "修改自己的口令", en: "Changed the own password" },
  "operator.recovery-codes": { zh: "换新恢复代码", en: "Took new recovery codes" },
  "alarm.acknowledge": { zh: "确认告警", en: "Acknowledged an alarm" },
  "alarm-target.put": { zh: "设定告警去向", en: "Set an alarm target" },
  "alarm-target.remove": { zh: "删除告警去向", en: "Removed an alarm target" },
  "batch.rejected.download": { zh: "下载退回行", en: "Downloaded rejected rows" },
  "transfer.export": { zh: "导出传输日志", en: "Exported transfers" },
  "transfer.retry": { zh: "重试", en: "Retry" },
  "transfer.replay": { zh: "重放", en: "Replay" },
  "transfer.quarantine": { zh: "隔离", en: "Hold" },
  "transfer.release": { zh: "解除隔离", en: "Release" },
  "transfer.cancel": { zh: "撤销", en: "Cancel" },
  "transfer.feedback": { zh: "重发反馈", en: "Resend feedback" },
  "register.edit": { zh: "改动授权草稿", en: "Edited the register's draft" },
  "register.undo": { zh: "撤去一项改动", en: "Took an edit back" },
  "register.discard": { zh: "放弃授权草稿", en: "Threw the draft away" },
  "register.download": { zh: "下载待签名的登记", en: "Downloaded a register to be signed" },
  "register.force": { zh: "启用授权登记", en: "Access register" },
  "pull.run": { zh: "立即抽取", en: "Fetched now" },
  "pull.pause": { zh: "暂停抽取", en: "Paused a source" },
  "pull.resume": { zh: "恢复抽取", en: "Resumed a source" },
  "alarm-rule.set": { zh: "设定告警阈值", en: "Set thresholds of an alarm" },
  "log.verify": { zh: "核验存证", en: "Verified the log" },
  "log.verify-stop": { zh: "停止核验", en: "Stopped a verification" },
});

/** What a second pair of eyes did about it. */
const VERBS = defineWords({
  propose: { zh: "提出", en: "proposed" },
  approve: { zh: "批准", en: "approved" },
  decline: { zh: "否决", en: "declined" },
  withdraw: { zh: "撤回", en: "withdrawn" },
  expire: { zh: "过期", en: "expired" },
});

export function ActName({ act }: { readonly act: string }) {
  const names: Readonly<Record<string, string>> = useWords(NAMES);
  const verbs: Readonly<Record<string, string>> = useWords(VERBS);
  const at = act.lastIndexOf(".");
  const [whole, verb] = [names[act], verbs[act.slice(at + 1)]];
  const name = whole ?? (verb && names[act.slice(0, at)] && `${names[act.slice(0, at)]} · ${verb}`);
  if (name === undefined) return <code>{act}</code>;
  return (
    <>
      {name}
      <br />
      <code className="soft">{act}</code>
    </>
  );
}
