/** What --help tells of `xinqiao register`: a row of the table in help.ts. */
import { JSON_OPTION } from "./help-options.ts";

export const REGISTER_HELP = {
  usage: [
    "xinqiao register sign <file> --key <pem> --cert <pem> [--key-password-file <file>] [--ca <pem>] [--against <file>] [--json]",
    "xinqiao register diff <before> <after> [--json]",
  ],
  about: {
    zh: "登记机关签发授权登记或节点登记表；签前看清差异",
    en: "for the registrar: sign an access register or the network registry, and see what differs before",
  },
  options: [
    [
      "sign <file>",
      "核对后签名，写出旁边的 <file>.p7s；不需要数据库和网络",
      "read strictly and sign: writes <file>.p7s beside it; needs neither database nor network",
    ],
    [
      "diff <before> <after>",
      "两份授权登记逐条的差异",
      "what differs between two access registers, line by line",
    ],
    ["--key <pem>", "网络证书的私钥", "private key of the network's certificate"],
    ["--key-password-file <file>", "存放私钥口令的文件", "file with the password of that key"],
    ["--cert <pem>", "网络证书", "the network's certificate"],
    ["--ca <pem>", "签后按此根证书核验一遍", "verify what was signed by this root certificate"],
    [
      "--against <file>",
      "先列出与这份授权登记的差异，编号须更大",
      "tell first what differs from this access register, whose number must be lower",
    ],
    JSON_OPTION,
  ],
  exit: [
    [0, "已签名；或没有差异", "signed; or nothing differs"],
    [1, "有差异（diff）", "something differs (diff)"],
  ],
} as const;
