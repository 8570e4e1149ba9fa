import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { date, moment, number } from "../../words/format";
import type { DayBar } from "./figures";

const width = 1080;
const height = 180;
const base = height - 20;

interface DayChartProps {
  bars: readonly DayBar[];
  slug: string;
  asTable: boolean;
}

/** What came of declarations, day by day: grey is done, red refused; or the same as a table. */
export function DayChart({ bars, slug, asTable }: DayChartProps) {
  const { t } = useLingui();
  const linkOf = (bar: DayBar) => ({
    group: bar.done >= bar.refused ? "done" : "problem",
    lastUpdatedFrom: bar.day,
    lastUpdatedTo: bar.day,
  });
  if (asTable) {
    return (
      <table className="grid compact">
        <thead>
          <tr>
            <th>{t`Day`}</th>
            <th className="num">{t`Done`}</th>
            <th className="num">{t`Refused or invalid`}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.day}>
              <td>
                <Link to="/$tenant/declarations" params={{ tenant: slug }} search={linkOf(bar)}>
                  {date(bar.day)}
                </Link>
              </td>
              <td className="num">{number(bar.done)}</td>
              <td className="num">{number(bar.refused)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  const most = Math.max(1, ...bars.map((bar) => bar.done + bar.refused));
  const step = width / Math.max(1, bars.length);
  const lengthOf = (count: number) => (count * (base - 10)) / most;
  return (
    <>
      <p className="legendline s m">
        <span className="key done" /> <Trans>done</Trans>
        <span className="key refused" /> <Trans>refused or invalid</Trans>
        <span className="right">
          <kbd>T</kbd> <Trans>as a table</Trans>
        </span>
      </p>
      <svg
        className="daychart"
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label={t`Declarations per day`}
      >
        <line x1="0" x2={width} y1={base} y2={base} className="axis" />
        {bars.map((bar, at) => {
          const done = lengthOf(bar.done);
          const refused = lengthOf(bar.refused);
          const left = at * step + step * 0.12;
          const words = t`${date(bar.day)}: ${bar.done} done, ${bar.refused} refused or invalid`;
          return (
            <Link
              key={bar.day}
              to="/$tenant/declarations"
              params={{ tenant: slug }}
              search={linkOf(bar)}
              aria-label={words}
            >
              <title>{words}</title>
              <rect x={at * step} y="0" width={step} height={base} className="reach" />
              <rect x={left} y={base - done} width={step * 0.76} height={done} className="done" />
              <rect
                x={left}
                y={base - done - refused}
                width={step * 0.76}
                height={refused}
                className="refused"
              />
              {at % 7 === 0 && (
                <text x={left} y={height - 5}>
                  {moment(`${bar.day}T12:00:00`)}
                </text>
              )}
            </Link>
          );
        })}
      </svg>
    </>
  );
}
