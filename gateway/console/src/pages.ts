/**
 * The pages of the console: one line each, and one folder, which is loaded when it is opened. `nav: false` keeps a page
 * out of the side navigation (links lead to it); `roles` hides what the roles of the operator do not allow: the server
 * refuses it anyway. A page is `<Page title lead actions>` with `<Part title>`s in it (frame/page.tsx), its words are in
 * its own words.ts (words.ts), what it asks is `useQuery` of `answered(api.GET(…))` shown by `<Asked query>`
 * (frame/asked.tsx), its filters live in `useSearchParams`. A request that it repeats by itself carries PASSIVE (api.ts).
 *
 * The trap is weight: a page may cost 250 kB gzip at its first load, the frame with antd's base takes 155 of it. antd's
 * Table (130) and DatePicker (60) do not fit: shared-views/data-table.tsx and <input type="date"> do. Select costs 45,
 * Form with Input 45, Modal 28, Tabs 24: dialogs are loaded when they open (lazy, see shared-views/act-dialog.tsx), charts
 * likewise (shared-views/chart.tsx). bundle.test.ts holds every page to it.
 */
import type { ComponentType } from "react";

import type { IconName } from "./frame/icons.tsx";
import type { Role } from "./session.ts";
import { PAGE_ROLES } from "./shared-views/page-roles.ts";
import type { Pair } from "./words.ts";

export interface PageEntry {
  readonly path: string;
  readonly name: Pair;
  readonly icon: IconName;
  readonly nav?: false;
  readonly roles?: readonly Role[];
  readonly load: () => Promise<ComponentType>;
}

/** In the order of the side navigation. */
export const PAGES: readonly PageEntry[] = [
  {
    path: "/",
    name: { zh: "今日", en: "Today" },
    icon: "today",
    load: async () => (await import("./pages/today/page.tsx")).TodayPage,
  },
  {
    path: "/transfers",
    name: { zh: "传输日志", en: "Transfers" },
    icon: "transfers",
    roles: PAGE_ROLES["/transfers"],
    load: async () => (await import("./pages/transfers/page.tsx")).TransfersPage,
  },
  {
    path: "/batches/:id",
    name: { zh: "批次", en: "Batch" },
    icon: "transfers",
    nav: false,
    load: async () => (await import("./pages/batch/page.tsx")).BatchPage,
  },
  {
    path: "/records",
    name: { zh: "记录路径", en: "Records" },
    icon: "record",
    roles: PAGE_ROLES["/records"],
    load: async () => (await import("./pages/record/page.tsx")).RecordPage,
  },
  {
    path: "/orders",
    name: { zh: "处置与复核", en: "Orders" },
    icon: "orders",
    roles: PAGE_ROLES["/orders"],
    load: async () => (await import("./pages/orders/page.tsx")).OrdersPage,
  },
  {
    path: "/alarms",
    name: { zh: "告警", en: "Alarms" },
    icon: "alarms",
    load: async () => (await import("./pages/alarms/page.tsx")).AlarmsPage,
  },
  {
    path: "/quality",
    name: { zh: "质量", en: "Quality" },
    icon: "quality",
    load: async () => (await import("./pages/quality/page.tsx")).QualityPage,
  },
  {
    path: "/catalog",
    name: { zh: "目录", en: "Catalog" },
    icon: "catalog",
    load: async () => (await import("./pages/catalog/page.tsx")).CatalogPage,
  },
  {
    path: "/network",
    name: { zh: "网络", en: "Network" },
    icon: "network",
    roles: PAGE_ROLES["/network"],
    load: async () => (await import("./pages/network/page.tsx")).NetworkPage,
  },
  {
    path: "/log",
    name: { zh: "存证", en: "Log" },
    icon: "log",
    roles: PAGE_ROLES["/log"],
    load: async () => (await import("./pages/log/page.tsx")).LogPage,
  },
  {
    path: "/administration",
    name: { zh: "管理", en: "Administration" },
    icon: "administration",
    roles: PAGE_ROLES["/administration"],
    load: async () => (await import("./pages/administration/page.tsx")).AdministrationPage,
  },
  {
    path: "/account",
    name: { zh: "我的帐户", en: "My account" },
    icon: "person",
    nav: false,
    load: async () => (await import("./pages/account/page.tsx")).AccountPage,
  },
];
