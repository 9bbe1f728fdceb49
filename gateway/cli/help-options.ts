/** Options that many commands have, as --help tells them. */
export const JSON_OPTION = [
  "--json",
  "只在标准输出打印一个 JSON",
  "print JSON on standard output, and nothing else",
] as const;
export const CONFIG = ["--config <file>", "节点配置文件", "the node's configuration file"] as const;
