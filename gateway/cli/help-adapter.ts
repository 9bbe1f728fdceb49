/**
 * The entry of `xinqiao adapter` in help.ts, which has the shape of all entries. Texts only.
 */
export const ADAPTER_HELP = {
  usage: [
    "xinqiao adapter list|show [<adapter>] [--json]",
    "xinqiao adapter test [<adapter>] [--generate] [--json]",
    "xinqiao adapter test <adapter> --file <file> [--received YYYY-MM-DD] [--json]",
    "xinqiao adapter draft <file> [--agency <id>] [--item <id>] [--adapter <id> [--write]] [--json]",
    "xinqiao adapter draft --samples [--unseen] [--adapter <id>] [--json]",
  ],
  about: { zh: "列出、测试、显示、草拟适配器", en: "list, test, show or draft adapters" },
  options: [
    ["--generate", "test：记下实际结果，不作比较", "test: write down what comes out instead of comparing"],
    [
      "--file <file>",
      "test：逐行显示该文件的结果，不保存任何内容",
      "test: show what becomes of this file row by row; nothing is kept",
    ],
    ["--agency <id>", "draft：报送单位", "draft: the agency that sends the file"],
    [
      "--item <id>",
      "draft：已知的目录事项；否则由列推断",
      "draft: the directory item, where it is known; told by the columns otherwise",
    ],
    [
      "--adapter <id>",
      "draft：新适配器的编号，如 cities/qingdao-penalties",
      "draft: the new adapter's id, e.g. cities/qingdao-penalties",
    ],
    [
      "--write",
      "draft：写入适配器目录；否则只打印 adapter.yaml",
      "draft: write it into the folder of adapters; otherwise the adapter.yaml is printed only",
    ],
    [
      "--samples",
      "draft：对已有适配器的全部样例草拟，并与适配器比较对应正确的列数",
      "draft: draft every sample of the adapters that there are, and count the columns that come out right",
    ],
    [
      "--unseen",
      "draft --samples：不用数据标准的代码和别名，如同来源的列名从未见过",
      "draft --samples: without the standards' codes and aliases, as if nobody had met the sources' names",
    ],
    ["--received YYYY-MM-DD", "按该日收到判断日期，默认今天", "judge dates as of this day; today by default"],
    ["--json", "只在标准输出打印一个 JSON", "print JSON on standard output, and nothing else"],
  ],
  exit: [
    [0, "成功；样例均相符", "success; every sample comes out as expected"],
    [
      1,
      "有样例不符，有行被退回，或草拟未达到九成",
      "a sample does not come out as expected, rows are rejected, or drafts get less than nine columns in ten",
    ],
  ],
} as const;
