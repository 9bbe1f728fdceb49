/** Words of the catalog page. */
import { defineWords } from "../../words.ts";

export const WORDS = defineWords({
  title: { zh: "目录", en: "Catalog" },
  lead: {
    zh: "事项、标准、适配器，以及报送前的预检",
    en: "Items, standards, adapters, and the check before sending",
  },
  items: { zh: "事项", en: "Items" },
  id: { zh: "编号", en: "Id" },
  name: { zh: "名称", en: "Name" },
});
