/** What the sandbox says of its consoles: where they are, how one gets in, what to look at. */
import type { ConsoleLink } from "./sandbox-demo.ts";

/** As soon as it is there, in a line. */
export function consoleIsUp(consoles: readonly ConsoleLink[]): string {
  const [city] = consoles;
  return city
    ? `控制台已就绪，样例正在报送 The console is up, the samples are on their way: ${city.url}\n`
    : "";
}

export function consoleText(consoles: readonly ConsoleLink[]): string {
  const [city, ...others] = consoles;
  if (!city) return "";
  const isNew = city.url.includes("#");
  const lines = [
    "",
    isNew
      ? "操作控制台：在浏览器打开下面的一次性链接，设置第一位操作员（需要手机上的验证码应用）"
      : "操作控制台：用已设置的操作员登录",
    isNew
      ? "The operators' console: open this one-time link in a browser and become its first operator (an authenticator app is needed)"
      : "The operators' console: sign in as the operator that was set up",
    "",
    `    ${city.url}`,
    "",
    "  近 30 天是演示历史（标有“演示”），今天的批次是真的。可以试试：",
    "  The last 30 days are a demonstration history, marked as such; today's batches are real. Try:",
    "    今日  Today      最近一夜哪一家没有报？哪夜迟报、哪夜被拒？  Who is missing in the last night? Which nights were late or refused?",
    "    质量  Quality    哪一项的合格率在下降？                      Whose acceptance is falling?",
    "    传输  Transfers  上周哪一夜五个小时没有送到省里？            In which night did nothing reach the province for five hours?",
    "    网络  Network    哪张证书快到期？测试与省节点的连接          Which certificate expires soon? Test the connection to the province",
    "    存证  Log        立即核验整个日志                            Verify the whole log now",
    "",
    ...others.map(({ node, url }) => `  节点 node ${node} 的控制台 console  ${url}`),
    `  指标 metrics  ${city.metrics}`,
    "",
    "按 Ctrl-C 停止全部 Ctrl-C stops everything",
  ];
  return `${lines.join("\n")}\n`;
}
