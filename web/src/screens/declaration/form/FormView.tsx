import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useMemo, useRef, useState } from "react";
import { useDesk } from "../desk";
import { cellAddress, shownColumns } from "../items/columns";
import { Items } from "../items/Items";
import { elementsAt, type Json, valueAt } from "../model/address";
import { type FieldIndex, inLanguage, itemsPath } from "../model/fields";
import { itemOf } from "../model/findings";
import { layout } from "../model/layout";
import { SectionView } from "./SectionView";
import { Summary } from "./Summary";

/** The form: what is wrong, then the sections in their order, the goods as a grid. */
export function FormView() {
  const { t, i18n } = useLingui();
  const desk = useDesk();
  const { index, document, item, goal } = desk;
  const sections = useMemo(() => layout(index, document, ""), [index, document]);
  const ofItem = useMemo(
    () => (item ? layout(index, document, item) : []),
    [index, document, item],
  );
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const form = useRef<HTMLElement>(null);
  const open = (code: string) => setOpened((all) => new Set([...all, code]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new wish moves the focus, not what is typed
  useEffect(() => {
    if (!goal) return;
    const find = () =>
      form.current?.querySelector<HTMLElement>(`[data-address="${CSS.escape(goal.address)}"]`);
    const give = (element: HTMLElement) => {
      element.focus();
      element.scrollIntoView({ block: "center" });
    };
    const there = find();
    if (there) {
      give(there);
      return;
    }
    // It may be folded: its section and its item are opened first.
    const home = itemOf(goal.address);
    if (home && isInGrid(index, document, home, goal.address)) return;
    if (home) desk.openItem(home);
    const section = index.get(goal.address)?.section;
    if (section) setOpened((all) => new Set([...all, section, `item ${section}`]));
    const timer = window.setTimeout(() => {
      const late = find();
      if (late) give(late);
    }, 60);
    return () => window.clearTimeout(timer);
  }, [goal, index, desk.openItem]);
  const at = item
    ? elementsAt(document, itemsPath).findIndex((_, place) => isAt(item, place, document))
    : -1;
  return (
    <section className="form scroll" ref={form} aria-label={t`Document`}>
      <Summary />
      {sections.map((section) => (
        <div key={section.code} id={`s-${section.code}`} data-section={section.code}>
          <SectionView
            section={section}
            isOpen={opened.has(section.code)}
            onOpen={() => open(section.code)}
          />
          {section.code === "goods" && <Items />}
          {section.code === "goods" && item && at >= 0 && (
            <div className="itemform" role="group" aria-label={t`Item ${at + 1}`}>
              <div className="fh">
                <h2>
                  <Trans>Item {at + 1}</Trans>
                </h2>
                <button
                  type="button"
                  className="btn bare small right"
                  onClick={() => desk.openItem(undefined)}
                >
                  <Trans>Close the item</Trans>
                </button>
              </div>
              {ofItem.map((inner) => (
                <SectionView
                  key={inner.code}
                  section={inner}
                  isInner
                  isOpen={opened.has(`item ${inner.code}`)}
                  onOpen={() => open(`item ${inner.code}`)}
                />
              ))}
            </div>
          )}
        </div>
      ))}
      <p className="q s law">
        <Trans>
          Form of {inLanguage(index.form.label, i18n.locale)}, law of {desk.index.form.on}:{" "}
          {index.form.source}
        </Trans>
      </p>
    </section>
  );
}

/** Whether a cell of the grid shows it: then the grid takes the focus. */
function isInGrid(index: FieldIndex, document: Json, home: string, address: string): boolean {
  const items = elementsAt(document, itemsPath);
  const item = valueAt(document, home) ?? null;
  return shownColumns(index, items).some(
    (column) => cellAddress(index, item, home, column.path) === address,
  );
}

function isAt(item: string, place: number, document: Json): boolean {
  const element = elementsAt(document, itemsPath)[place];
  const name = item.slice(itemsPath.length + 1, -1);
  return (
    typeof element === "object" &&
    element !== null &&
    !Array.isArray(element) &&
    (name === `#${String(element.casReference)}` || name === String(place))
  );
}
