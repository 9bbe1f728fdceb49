/** The signs of the side navigation, drawn here: a dozen of lines weigh less than an icon library on every first load. */
const ICONS = {
  today: "M4 5h16v15H4zM4 9.5h16M8 3v4M16 3v4M8.5 14.5l2.5 2.5 4.5-4.5",
  alarms: "M6 17h12l-1.500-2.500V10.500a4.500 4.500 0 0 0-9 0v4zM10.500 20a1.700 1.700 0 0 0 3 0",
  transfers: "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
  record: "M6 3h9l4 4v14H6zM9.5 9h6M9.5 13h6M9.5 17h4",
  orders: "M5 4h14v16H5zM8.500 9l1.500 1.500L13 7.500M8.500 15l1.500 1.500L13 13.500M15 9h1.500M15 15h1.500",
  quality: "M4 20V4M4 20h16M8 16v-4M12.5 16V7M17 16v-7",
  catalog: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6",
  network: "M12 4.5a2 2 0 1 0 0 .1M5 17.5a2 2 0 1 0 0 .1M19 17.5a2 2 0 1 0 0 .1M12 7v4M12 11l-6 5M12 11l6 5",
  log: "M12 3l7 3v5c0 5-3 8.500-7 10c-4-1.500-7-5-7-10V6zM9 11.500l2.200 2.200L15.200 9.500",
  administration: "M4 7h9M17 7h3M15 5v4M4 12h3M11 12h9M9 10v4M4 17h9M17 17h3M15 15v4",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  person: "M12 4.5a3.500 3.500 0 1 0 0 7a3.500 3.500 0 1 0 0-7M5 20c.5-4 3.500-6 7-6s6.500 2 7 6",
} as const;

export type IconName = keyof typeof ICONS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
      <path
        d={ICONS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.700"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
