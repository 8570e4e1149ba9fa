import type { CSSProperties } from "react";

/** The paths of each icon, drawn on 16 by 16 with a line of 1.4. */
const paths = {
  add: "M8 3v10M3 8h10",
  audit: "M8 1.8 13 3.6v4c0 3.2-2.1 5.4-5 6.6-2.9-1.2-5-3.4-5-6.6v-4L8 1.8Z",
  back: "M10 3.5 5.5 8l4.5 4.5",
  bell: "M4 11V7.2a4 4 0 0 1 8 0V11l1.2 1.4H2.8L4 11ZM6.6 14h2.8",
  chain:
    "M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 0 0 3.7 3.7l.8-.8",
  check: "m3 8.4 3.2 3.2L13 4.8",
  clock: "M13.8 8A5.8 5.8 0 1 1 2.2 8a5.8 5.8 0 0 1 11.6 0ZM8 4.8V8l2.2 1.5",
  close: "m4 4 8 8M12 4l-8 8",
  code: "M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5",
  columns:
    "M3.5 2.5h9A1.5 1.5 0 0 1 14 4v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12V4a1.5 1.5 0 0 1 1.5-1.5ZM6 2.5v11M10 2.5v11",
  connection: "M6 1.8v3.4M10 1.8v3.4M4 5.2h8v2.6a4 4 0 0 1-8 0V5.2ZM8 11.8v2.6",
  copy: "M7 5.5h5A1.5 1.5 0 0 1 13.5 7v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.5ZM10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5",
  dashboard: "M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6",
  down: "M3.5 6 8 10.5 12.5 6",
  download: "M8 2.5v7.2M5 6.9l3 3 3-3M2.8 12.8h10.4",
  eye: "M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8ZM9.8 8a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0Z",
  filter: "M2.5 4h11M4.8 8h6.4M6.8 12h2.4",
  flag: "M4 14V2.5M4 3h8l-1.8 2.8L12 8.6H4",
  flow: "M2.8 2h3a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1ZM10.2 10h3a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1v-2a1 1 0 0 1 1-1ZM4.3 6v3.5a2.5 2.5 0 0 0 2.5 2.5h2.4",
  forward: "M2.5 8h11M9.5 4l4 4-4 4",
  help: "M13.8 8A5.8 5.8 0 1 1 2.2 8a5.8 5.8 0 0 1 11.6 0ZM6.3 6.4A1.8 1.8 0 1 1 8 8.4v.8M8 11.2v.1",
  light:
    "M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0ZM8 1.6v1.2M8 13.2v1.2M1.6 8h1.2M13.2 8h1.2M3.5 3.5l.8.8M11.7 11.7l.8.8M12.5 3.5l-.8.8M4.3 11.7l-.8.8",
  list: "M2.5 4h11M2.5 8h11M2.5 12h7",
  masterData:
    "M13.3 3.8c0 1.1-2.4 2-5.3 2s-5.3-.9-5.3-2 2.4-2 5.3-2 5.3.9 5.3 2ZM2.7 3.8v8.4c0 1.1 2.4 2 5.3 2s5.3-.9 5.3-2V3.8M2.7 8c0 1.1 2.4 2 5.3 2s5.3-.9 5.3-2",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  person:
    "M10.6 5.3a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0ZM3 13.6c.4-2.8 2.4-4.2 5-4.2s4.6 1.4 5 4.2",
  portico: "M2.2 6.2 8 2.4l5.8 3.8H2.2ZM3.6 6.4v5M6.5 6.4v5M9.5 6.4v5M12.4 6.4v5M2.2 13.4h11.6",
  right: "m6 3.5 4.5 4.5L6 12.5",
  search: "M11.3 7a4.3 4.3 0 1 1-8.6 0 4.3 4.3 0 0 1 8.6 0ZM10.3 10.3l3.4 3.4",
  send: "M13.8 2.2 2.2 6.9l4.7 2.2 2.2 4.7 4.7-11.6ZM6.9 9.1l3-3",
  shipment: "M8 1.8 13.8 5v6L8 14.2 2.2 11V5L8 1.8ZM2.4 5.1 8 8.2l5.6-3.1M8 8.2v5.8",
  sort: "M5 3v10M2.8 10.8 5 13l2.2-2.2M11 13V3M8.8 5.2 11 3l2.2 2.2",
  start: "M4.5 2.8 12.5 8l-8 5.2V2.8Z",
  sum: "M11.8 3H4.2L8.4 8l-4.2 5h7.6",
  table:
    "M3.5 2.5h9A1.5 1.5 0 0 1 14 4v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12V4a1.5 1.5 0 0 1 1.5-1.5ZM2 6.2h12M2 9.9h12M6.4 6.2v7.3",
  trouble: "M8 2.2 14.3 13H1.7L8 2.2ZM8 6.6v3M8 11.3v.1",
  undo: "M5.5 3 2.6 5.9l2.9 2.9M2.8 5.9H10a3.4 3.4 0 0 1 0 6.8H6.5",
  redo: "m10.5 3 2.9 2.9-2.9 2.9M13.2 5.9H6a3.4 3.4 0 0 0 0 6.8h3.5",
  up: "M3.5 10 8 5.5l4.5 4.5",
  upload: "M8 10V2.8M5 5.6l3-3 3 3M2.8 12.8h10.4",
  box: "M3 4.5h10v8H3ZM3 4.5 4.5 2.5h7L13 4.5M6.5 7h3",
  hash: "M6.2 2.5 4.8 13.5M11.2 2.5 9.8 13.5M3 6h10.5M2.5 10H13",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof paths;

interface IconProps {
  name: IconName;
  /** Pixels of its side; 16 where absent. */
  size?: 12 | 14 | 16;
  style?: CSSProperties;
  className?: string;
}

/** An icon beside words: it says nothing by itself, so that readers of screens skip it. */
export function Icon({ name, size = 16, style, className }: IconProps) {
  const sized = size === 16 ? "i" : `i i${size}`;
  return (
    <svg
      className={className ? `${sized} ${className}` : sized}
      viewBox="0 0 16 16"
      aria-hidden="true"
      style={style}
    >
      <path d={paths[name]} strokeWidth={name === "more" ? 2.2 : undefined} />
    </svg>
  );
}
