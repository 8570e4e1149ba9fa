import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { number } from "../../words/format";
import { type Counts, countOf, type Group, groups } from "./rows";

/** What the tabs are called. */
export const tabWords: Readonly<Record<Group, MessageDescriptor>> = {
  open: msg`Open`,
  problem: msg`Problem`,
  todo: msg`To do`,
  withCustoms: msg`With customs`,
  done: msg`Done`,
};

interface TabsProps {
  group: string | undefined;
  counts: Counts | undefined;
  onChoose: (group: Group) => void;
  children: ReactNode;
}

/** The tabs with what each has for the same filter, and the acts on the list as a whole. */
export function Tabs({ group, counts, onChoose, children }: TabsProps) {
  const { t, i18n } = useLingui();
  return (
    <div className="strip">
      <div className="tabs" role="tablist" aria-label={t`Who moves next`}>
        {groups.map((it) => {
          const count = countOf(counts, it);
          return (
            <button
              key={it}
              type="button"
              role="tab"
              aria-selected={group === it}
              onClick={(event) => {
                // By pointer, the list has the keys again.
                if (event.detail > 0) event.currentTarget.blur();
                onChoose(it);
              }}
            >
              {i18n._(tabWords[it])}
              {count !== undefined && (
                <span className="n">
                  {number(count)}
                  {counts?.isAtLeast && "+"}
                </span>
              )}
            </button>
          );
        })}
      </div>
      <span className="right row g1">{children}</span>
    </div>
  );
}
