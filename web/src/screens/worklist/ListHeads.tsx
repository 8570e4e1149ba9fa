import { useLingui } from "@lingui/react/macro";
import { Icon } from "../../parts/Icon";
import { number } from "../../words/format";
import type { Column } from "./columns";
import { heads, type Part } from "./groups";
import type { Counts } from "./rows";

interface HeadsProps {
  columns: readonly Column[];
  sort: string;
  style: { gridTemplateColumns: string };
  onSort: (sort: string) => void;
}

/** The heads of the columns; those by which the list can be ordered are buttons. */
export function Heads({ columns, sort, style, onSort }: HeadsProps) {
  const { t, i18n } = useLingui();
  return (
    <div className="line head" role="row" style={style}>
      <div role="columnheader">
        <span className="vh">{t`Mark`}</span>
      </div>
      {columns.map((column) => {
        const words = i18n._(column.words);
        const isSorted = column.sort !== undefined && bare(sort) === bare(column.sort);
        const turned = sort.startsWith("-") ? bare(sort) : `-${sort}`;
        const order = sort.startsWith("-") ? "descending" : "ascending";
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={isSorted ? order : undefined}
            className={column.isNumber ? "num" : undefined}
          >
            {column.isNarrow ? (
              <span className="vh">{words}</span>
            ) : column.sort === undefined ? (
              words
            ) : (
              <button
                type="button"
                tabIndex={-1}
                title={t`Order by this`}
                onClick={() => onSort(isSorted ? turned : (column.sort ?? sort))}
              >
                {words}
                {isSorted && <Icon name={sort.startsWith("-") ? "down" : "up"} size={12} />}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}

function bare(sort: string): string {
  return sort.replace(/^-/u, "");
}

interface GroupHeadProps {
  part: Part;
  counts: Counts | undefined;
  onFold: (group: string) => void;
}

/** The head of a part of the list, which folds it. */
export function GroupHead({ part, counts, onFold }: GroupHeadProps) {
  const { t, i18n } = useLingui();
  const head = heads[part.group];
  const count = counts?.groups.find((it) => it.value === part.group)?.count;
  return (
    <div className="grouphead" role="row">
      <div role="gridcell" className="row g2">
        <button
          type="button"
          className="btn bare icon small"
          aria-expanded={!part.isFolded}
          aria-label={part.isFolded ? t`Unfold` : t`Fold`}
          tabIndex={-1}
          onClick={() => onFold(part.group)}
        >
          <Icon name={part.isFolded ? "right" : "down"} size={12} />
        </button>
        <b>{head ? i18n._(head.words) : part.group}</b>
        {count !== undefined && <span className="q tnum">{number(count)}</span>}
        {head && <span className="q s cut">{i18n._(head.meaning)}</span>}
      </div>
    </div>
  );
}
