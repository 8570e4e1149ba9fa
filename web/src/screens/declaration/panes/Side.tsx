import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Icon } from "../../../parts/Icon";
import { Files } from "../../../parts/notes/Files";
import { Notes } from "../../../parts/notes/Notes";
import { type At, filesQuery, notesQuery } from "../../../parts/notes/query";
import { relatedQuery } from "../data";
import { useDesk } from "../desk";
import { Duties, hasDuties } from "./Duties";
import { Related } from "./Related";
import { Revisions } from "./Revisions";
import { Timeline, type Zoom } from "./Timeline";

/** The panes beside the form, in the order of the keys 1 to 6. */
export const panes = ["timeline", "revisions", "related", "notes", "files", "duties"] as const;
export type Pane = (typeof panes)[number];

export const paneWords: Record<Pane, ReturnType<typeof msg>> = {
  timeline: msg`Timeline`,
  revisions: msg`Revisions`,
  related: msg`Related`,
  notes: msg`Notes`,
  files: msg`Files`,
  duties: msg`Duties`,
};

interface SideProps {
  pane: Pane;
  zoom: Zoom;
  compare: string;
  /** Where panes are drawers: whether this one is open. */
  isOpen: boolean;
  onClose: () => void;
  /** The message that is read. */
  message: string | undefined;
  onPane: (pane: Pane) => void;
  onZoom: (zoom: Zoom) => void;
  onMessage: (id: string) => void;
  onCompare: (compare: string) => void;
}

/** What belongs to the declaration beside its document. */
export function Side(props: SideProps) {
  const { pane, zoom, compare, message, onPane, onZoom, onMessage, onCompare } = props;
  const { t, i18n } = useLingui();
  const { tenant, declaration } = useDesk();
  const { id } = declaration;
  const at: At = { kind: "declaration", tenant, id };
  const notes = useInfiniteQuery(notesQuery(at)).data?.pages.flatMap((page) =>
    page.notes.filter((it) => !it.deletedAt),
  ).length;
  const files = useQuery(filesQuery(at)).data?.attachments.filter((it) => !it.deletedAt).length;
  const related = useQuery(relatedQuery(tenant, id)).data?.related.length;
  const counts: Partial<Record<Pane, number | undefined>> = { notes, files, related };
  const shown = panes.filter((it) => it !== "duties" || hasDuties(declaration));
  return (
    <aside
      className={props.isOpen ? "side col open" : "side col"}
      aria-label={t`Beside the document`}
    >
      <div className="row sidehead">
        <div className="tabs fill" role="tablist">
          {shown.map((it) => (
            <button
              key={it}
              type="button"
              role="tab"
              aria-selected={pane === it}
              title={String(panes.indexOf(it) + 1)}
              onClick={() => onPane(it)}
            >
              {i18n._(paneWords[it])}
              {Boolean(counts[it]) && <span className="n">{counts[it]}</span>}
            </button>
          ))}
        </div>
        {props.isOpen && (
          <button type="button" className="btn bare icon small leave right" onClick={props.onClose}>
            <span className="vh">{t`Close`}</span>
            <Icon name="close" size={14} />
          </button>
        )}
      </div>
      <div className="fill scroll" role="tabpanel">
        {pane === "timeline" && (
          <Timeline zoom={zoom} message={message} onZoom={onZoom} onMessage={onMessage} />
        )}
        {pane === "revisions" && <Revisions compare={compare} onCompare={onCompare} />}
        {pane === "related" && <Related />}
        {pane === "notes" && <Notes at={at} />}
        {pane === "files" && <Files at={at} />}
        {pane === "duties" && <Duties />}
      </div>
    </aside>
  );
}
