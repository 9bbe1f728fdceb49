/**
 * Refusals of files, of pulls, and of this node's own registers. The same promise as in refusals.ts, which spreads
 * this table: never renamed, never reused, and each text names the remedy.
 */
import type { RefusalRow } from "./refusal-row.ts";

/** Refusals of files at their doors, of sources we fetch from, and of registers. */
export const FILE_REFUSALS = {
  SFTP_NAME: {
    status: 400,
    retry: false,
    zh: "文件名不可用；请去掉控制字符、路径符号，并缩短至 255 字节以内",
    en: "The file name cannot be used; leave out control characters and path signs and keep within 255 bytes",
  },
  SFTP_CONTROL: {
    status: 400,
    retry: false,
    zh: "控制文件有误（{detail}）；请写明文件字节数和 SHA-256",
    en: "The control file is wrong ({detail}); it must give the file's size and SHA-256",
  },
  SFTP_SIZE: {
    status: 400,
    retry: false,
    zh: "文件有 {found} 字节，控制文件写的是 {declared} 字节；请重新上传",
    en: "The file has {found} bytes, its control file says {declared}; upload it again",
  },
  FILE_UNFINISHED: {
    status: 400,
    retry: false,
    zh: "文件在 {hours} 小时内没有传完，已放弃；请重新上传",
    en: "The file was not finished within {hours} hours and was given up; upload it again",
  },
  FILE_NOT_REGULAR: {
    status: 400,
    retry: false,
    zh: "只接收普通文件，不接收链接、目录或设备；请上传文件本身",
    en: "Only regular files are taken, no links, folders or devices; upload the file itself",
  },
  SFTP_PATH: {
    status: 403,
    retry: false,
    zh: "只能使用 in/<适配器>/、out/ 和 templates/ 下的文件；请改正路径",
    en: "Only files under in/<adapter>/, out/ and templates/ may be used; mend the path",
  },
  SFTP_KEY_UNKNOWN: {
    status: 403,
    retry: false,
    zh: "该公钥没有登记；请向节点管理单位登记本单位的公钥",
    en: "This public key is not registered; have the operator of the node register your agency's key",
  },
  SFTP_CERTIFICATE: {
    status: 403,
    retry: false,
    zh: "用户证书无效：须由登记的签发者签发、列有本单位标识、在有效期内且无关键选项；请重新申请证书",
    en: "The user certificate does not hold: a registered authority must have signed it, for your agency's id, for now, without critical options; ask for a new one",
  },
  SFTP_PASSWORD: {
    status: 403,
    retry: false,
    zh: "口令不对；请核对后再试，多次失败将被暂时禁止",
    en: "The password is wrong; mind that several failures are banned for a while",
  },
  SFTP_BANNED: {
    status: 403,
    retry: false,
    zh: "登录失败次数过多；请在 {seconds} 秒后再试",
    en: "Too many failed logins; try again in {seconds} seconds",
  },
  SIGNATURE_REQUIRED: {
    status: 422,
    retry: false,
    zh: "本单位报送的文件须附签名；请同时上传 <文件名>.p7s",
    en: "Files of your agency must be signed; upload <name>.p7s with the file",
  },
  SIGNATURE_INVALID: {
    status: 422,
    retry: false,
    zh: "文件签名无效（{detail}）；请用本单位登记的签章证书对原文件重新签名",
    en: "The file's signature is not valid ({detail}); sign the file anew with your agency's registered seal certificate",
  },
  PULL_UNREACHABLE: {
    status: 502,
    retry: true,
    zh: "数据源没有应答；请确认其正在运行，下次将自动重试",
    en: "The source did not answer; see that it is running; it will be tried again",
  },
  PULL_HOST_KEY: {
    status: 502,
    retry: false,
    zh: "数据源的主机密钥与登记的不符，已中止；请与对方核实后更新登记",
    en: "The source's host key is not the one registered, so nothing was sent; verify it with the other side and mend the register",
  },
  PULL_REFUSED: {
    status: 502,
    retry: false,
    zh: "数据源拒绝了请求（{detail}）；请检查账号和配置",
    en: "The source refused the request ({detail}); check the account and the settings",
  },
  PULL_CHANGED: {
    status: 502,
    retry: true,
    zh: "文件在取用时被改动，已放弃；下次将重新取用",
    en: "The file changed while it was read and was given up; it will be fetched again",
  },
  ACCESS_INVALID: {
    status: 500,
    retry: false,
    zh: "授权登记有误（{detail}）；请改正、重新签名，改好之前原登记继续有效",
    en: "The access register is wrong ({detail}); mend and sign it anew; until then the one before stays in force",
  },
  ACCESS_OLDER: {
    status: 500,
    retry: false,
    zh: "授权登记的编号低于已生效的 {number}；请使用更大的编号重新签发",
    en: "The access register is older than number {number}, which is in force; issue it anew with a higher number",
  },
  REGISTRY_OLDER: {
    status: 500,
    retry: false,
    zh: "节点登记表的编号低于已生效的 {number}；请使用更大的编号重新签发",
    en: "The network registry is older than number {number}, which is in force; issue it anew with a higher number",
  },
  RELEASE_INVALID: {
    status: 422,
    retry: false,
    zh: "目录发布包不可用：{detail}；请使用由网络证书签署的原件",
    en: "The catalog's release cannot be used: {detail}; take the one that the network's certificate signed",
  },
  RELEASE_OLDER: {
    status: 409,
    retry: false,
    zh: "目录发布包的编号不大于已有的 {number}，不予采用；不得退回旧版",
    en: "The number of this release of the catalog is not above {number}, which the node has; there is no way back",
  },
  RELEASE_NOT_ACCEPTED: {
    status: 409,
    retry: false,
    zh: "本节点现在不按目录第 {number} 版受理；请看 GET /v1/releases，按现行版报送",
    en: "This node does not accept what was made by release {number} of the catalog now; see GET /v1/releases and send by the one in force",
  },
} as const satisfies Record<string, RefusalRow>;
