import { mkdtempSync, rmSync, chmodSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer, ingestOnce } from "./bench-nodes.ts";
import { makeFiles } from "./bench-files.ts";
import { prepareCopies, bareCopy } from "./bench-copy.ts";
const folder = mkdtempSync(join(tmpdir(), "xi-")); chmodSync(folder, 0o711);
const server = await startServer(folder);
const say = (t: string) => console.error(t);
const rows = Number(process.argv[2]); const runs = Number(process.argv[3] ?? 2);
function sums() {
  const s: Record<string, number[]> = {};
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const cmd = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const f = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (!cmd.includes(folder) && !cmd.includes("postgres: ")) continue;
      const n = cmd.includes("postgres") ? "pg" : cmd.includes("serve") ? "node" : undefined;
      if (n === undefined) continue;
      const a = (s[n] ??= [0, 0, 0]);
      a[0]! += Number(f[11]) / 100; a[1]! += Number(f[12]) / 100; a[2]! += Number(f[7]);
    } catch {}
  }
  return s;
}
let last: Record<string, number[]> = {}; const iv = setInterval(() => { last = sums(); }, 200);
const cpu = () => readFileSync("/proc/stat", "utf8").split("\n")[0]!.split(/\s+/).slice(1, 9).map(Number);
try {
  const files = makeFiles(folder, rows, say);
  for (let i = 0; i < runs; i++) {
    const a = sums(); const c0 = cpu();
    const n = await ingestOnce(server, files.first, null);
    const b = last; const c1 = cpu();
    say(`ingest ${n.seconds.toFixed(2)} s rss ${n.peakRssMiB}  pg u/s/flt ${b.pg?.map((x, k) => (x - (a.pg?.[k] ?? 0)).toFixed(2))}  node ${b.node?.map((x) => x.toFixed(2))}  machine user/nice/sys/idle/iow/irq/sirq/steal ${c1.map((x, k) => ((x - c0[k]!) / 100).toFixed(1))}`);
    if (i === 0) { const p = await prepareCopies(server, n.database); const r = await bareCopy(server, p); say(`copy ${r.seconds.toFixed(2)}`); p.remove(); }
    await server.drop(n.database);
  }
} finally { clearInterval(iv); await server.stop(); rmSync(folder, { recursive: true, force: true }); }
