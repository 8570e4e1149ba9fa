import { useLingui } from "@lingui/react/macro";
import type { ReactElement } from "react";
import { type Glyph, type StatusLook, statuses } from "./statuses";

const line = { fill: "none", stroke: "currentColor", strokeWidth: 1.5 } as const;
const round = { ...line, strokeLinecap: "round", strokeLinejoin: "round" } as const;
/** Lines drawn on a filled shape, in the colour of the page. */
const cut = { ...round, stroke: "var(--page)" } as const;

/** The shape of a group: what tells groups apart without colour. */
const shapes: Record<StatusLook, (glyph: Glyph) => ReactElement> = {
  todo: (glyph) => (
    <circle cx="7" cy="7" r="5.4" {...line} strokeDasharray={glyph === "dashed" ? "2.6 2" : ""} />
  ),
  customs: () => <circle cx="7" cy="7" r="5.4" {...line} />,
  problem: (glyph) => (
    <path
      fill="currentColor"
      d={
        glyph === "octagon"
          ? "M4.6 1.2h4.8l3.4 3.4v4.8l-3.4 3.4H4.6L1.2 9.4V4.6l3.4-3.4Z"
          : "M7 .9 13.1 7 7 13.1.9 7 7 .9Z"
      }
    />
  ),
  done: () => <circle cx="7" cy="7" r="6.1" fill="currentColor" />,
  closed: () => <circle cx="7" cy="7" r="5.4" {...line} />,
};

/** What is drawn on it, where it is hollow. */
const onHollow: Partial<Record<Glyph, ReactElement>> = {
  tick: <path d="m4.7 7.2 1.6 1.6 3-3.4" {...round} />,
  bars: <path d="M5.7 5v4M8.3 5v4" {...round} />,
  dots: <path d="M4.6 7h.01M7 7h.01M9.4 7h.01" {...round} strokeWidth={1.8} />,
  pencil: (
    <path d="M4.8 9.2 5.2 7.6 8.6 4.3l1.2 1.2L6.4 8.8l-1.6.4Z" {...round} strokeWidth={1.2} />
  ),
  quarter: <path d="M7 7V3.6A3.4 3.4 0 0 1 10.4 7Z" fill="currentColor" />,
  half: <path d="M7 3.6a3.4 3.4 0 0 1 0 6.8Z" fill="currentColor" />,
  threeQuarters: <path d="M7 7V3.6A3.4 3.4 0 1 1 3.6 7Z" fill="currentColor" />,
  point: <circle cx="7" cy="7" r="2.1" fill="currentColor" />,
  arrows: <path d="M4.4 6h4.4L7.3 4.6M9.6 8.2H5.2l1.5 1.4" {...round} strokeWidth={1.2} />,
  struck: <path d="m3.4 10.6 7.2-7.2" {...round} />,
};

/** What is drawn on it, where it is filled. */
const onFilled: Partial<Record<Glyph, ReactElement>> = {
  exclamation: <path d="M7 4v3.4M7 9.6v.1" {...cut} />,
  cross: <path d="m5.3 5.3 3.4 3.4M8.7 5.3 5.3 8.7" {...cut} />,
  question: <path d="M5.7 5.7A1.35 1.35 0 1 1 7 7.3v.4M7 9.7v.05" {...cut} strokeWidth={1.25} />,
  octagon: <path d="M4.3 7h5.4" {...cut} strokeWidth={1.6} />,
  tick: <path d="m4.5 7.2 1.7 1.7 3.3-3.6" {...cut} />,
  flag: <path d="M5 10.4V3.8h4.4L8.3 5.4 9.4 7H5" {...cut} strokeWidth={1.25} />,
};

interface StatusProps {
  /** The status, as the API names it. */
  status: string;
  /** On a soft ground, as in heads. */
  pill?: boolean;
}

/** The drawing of a status alone, where words stand beside it. */
export function StatusMark({ status }: { status: string }) {
  const known = statuses[status];
  const look = known?.look ?? "todo";
  const glyph = known?.glyph ?? "dashed";
  const drawn = look === "problem" || look === "done" ? onFilled[glyph] : onHollow[glyph];
  return (
    <svg className={`mark-${look}`} viewBox="0 0 14 14" aria-hidden="true">
      {shapes[look](glyph)}
      {drawn}
    </svg>
  );
}

/** A status: shape and colour tell its group, the drawing which one, and the word stands beside. */
export function Status({ status, pill = false }: StatusProps) {
  const { t, i18n } = useLingui();
  const known = statuses[status];
  return (
    <span className={`st ${known?.look ?? "todo"}${pill ? " pill" : ""}`} title={status}>
      <StatusMark status={status} />
      <span className="cut">{known ? i18n._(known.label) : status}</span>
      {known?.emergency && <span className="tag">{t`emergency`}</span>}
    </span>
  );
}
