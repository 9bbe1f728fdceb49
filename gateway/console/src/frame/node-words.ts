/** What a node is called where its name is not known yet. */
import { defineWords } from "../words.ts";

export const NODE_WORDS = defineWords({
  node: { zh: "公共信用信息交换网关 · 节点", en: "Public-credit exchange gateway · node" },
});
