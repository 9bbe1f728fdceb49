/**
 * The theme: quiet, dense, high contrast; the navy of the catalogue's site is the brand. Every text colour here
 * has at least 4.5:1 on white and on the grounds it is used on (checked by axe in pages.browser.pg.test.ts).
 */
import type { ThemeConfig } from "antd";

export const COLOURS = {
  ink: "#1b2733",
  soft: "#4d5a67",
  line: "#d9e0e7",
  ground: "#f4f6f9",
  navy: "#17324d",
  link: "#0f5ea8",
  good: "#14602f",
  warn: "#7a4a00",
  bad: "#a01818",
  /** For areas and marks in charts, where text does not stand on it; told apart by the colour-blind too. */
  chart: ["#0f5ea8", "#c7620a", "#2f7d4f", "#7b4fa3", "#a01818", "#56728c", "#8a6d00", "#00758a"],
} as const;

export const THEME: ThemeConfig = {
  token: {
    colorPrimary: COLOURS.link,
    colorLink: COLOURS.link,
    colorInfo: COLOURS.link,
    colorSuccess: COLOURS.good,
    colorWarning: COLOURS.warn,
    colorError: COLOURS.bad,
    colorTextBase: COLOURS.ink,
    colorText: COLOURS.ink,
    colorTextSecondary: COLOURS.soft,
    colorTextTertiary: COLOURS.soft,
    colorTextQuaternary: "#66727e",
    colorTextDescription: COLOURS.soft,
    colorTextPlaceholder: "#66727e",
    colorBorder: "#b4bfca",
    colorBorderSecondary: COLOURS.line,
    colorBgLayout: COLOURS.ground,
    borderRadius: 4,
    fontSize: 14,
    controlHeight: 32,
    motionDurationMid: "0.1s",
    motionDurationSlow: "0.15s",
    fontFamily:
      '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif',
    fontFamilyCode: 'ui-monospace, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace',
  },
  components: {
    Table: { headerBg: "#e9eff5", headerColor: COLOURS.ink, cellPaddingBlockSM: 5, cellPaddingInlineSM: 8 },
    Descriptions: { labelColor: COLOURS.soft },
    Tabs: { horizontalMargin: "0 0 12px 0" },
  },
};
