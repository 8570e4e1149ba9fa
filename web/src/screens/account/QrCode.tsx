import { squaresOf } from "./qr";

/** Light squares that must stand around a code. */
const margin = 4;

/** A text as a QR code, dark on light in both themes: readers of codes want it so. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = squaresOf(text);
  const side = rows.length + 2 * margin;
  const path = rows
    .flatMap((row, y) =>
      row.map((isDark, x) => (isDark ? `M${x + margin} ${y + margin}h1v1h-1z` : "")),
    )
    .join("");
  return (
    <svg className="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <path className="light" d={`M0 0h${side}v${side}H0z`} />
      <path className="dark" d={path} shapeRendering="crispEdges" />
    </svg>
  );
}
