/**
 * A console without operators prints a one-time set-up link when it starts: there is no default password. The trap:
 * whoever reads the output of that start within a day may become the first operator; the link is void once used,
 * and each start without operators makes a new one and voids the one before.
 */
import type { Site } from "../../site.ts";
import { anyOperator } from "../../store/console/operator-rows.ts";
import type { Audit } from "../audit.ts";
import { linkUrl } from "../public-url.ts";
import { makeLink } from "./links.ts";

export interface FirstStart {
  readonly site: Pick<Site, "db" | "clock" | "say">;
  readonly audit: Audit;
  publicUrl(): string;
}

export async function announceSetUp({ site, audit, publicUrl }: FirstStart): Promise<void> {
  if (await anyOperator(site.db)) return;
  const { secret, endsAt } = await site.db.transaction(async (tx) => {
    const act = { act: "operator.link", target: "", detail: { link: "setup" } };
    await audit.record(tx, { id: null, name: "首次启动 first start" }, act);
    return await makeLink(tx, "setup", null, site.clock());
  });
  const until = endsAt.toISOString();
  site.say(
    `控制台还没有操作员；一次性设置链接，${until} 前有效 The console has no operator; one-time set-up link, good until ${until}: ${linkUrl(publicUrl(), secret)}`,
  );
}
