import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type DragEvent, type RefObject, useRef } from "react";
import { answered, api } from "../../api/client";
import { useTenant } from "../../api/tenant";
import { Icon } from "../../parts/Icon";
import { isXml } from "./readXml";
import type { Sources } from "./useSources";

interface SourcesViewProps {
  sources: Sources;
  text: RefObject<HTMLTextAreaElement | null>;
  /** The customs system that official messages are read for; found out where empty. */
  system: string;
  onSystem: (system: string) => void;
  /** Something was changed: what was shown of it is over. */
  onChange: () => void;
}

/** Where shipments are pasted, dropped and chosen. */
export function SourcesView({ sources, text, system, onSystem, onChange }: SourcesViewProps) {
  const { t } = useLingui();
  const choose = useRef<HTMLInputElement>(null);
  const systems = useSystems();
  const hasXml = sources.all.some((it) => isXml(it.text));
  const add = (files: Iterable<File>) => {
    onChange();
    void sources.add(files);
  };
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files are also chosen by a button
    <div className="typed" onDrop={drop} onDragOver={(event) => event.preventDefault()}>
      <div className="row g2">
        <p className="m fill" id="upload-help">
          <Trans>
            Shipments as JSON or one per line (NDJSON), or declarations as official XML. Paste them
            or drop files here.
          </Trans>
        </p>
        <button type="button" className="btn" onClick={() => choose.current?.click()}>
          <Icon name="upload" />
          <Trans>Choose files</Trans>
        </button>
        <input
          ref={choose}
          type="file"
          hidden
          multiple
          accept=".json,.ndjson,.jsonl,.xml,.txt"
          aria-label={t`Choose files`}
          onChange={(event) => {
            add(event.currentTarget.files ?? []);
            event.currentTarget.value = "";
          }}
        />
      </div>
      {hasXml && (
        <label className="row g2">
          <span className="q s nw">{t`Official XML is read for`}</span>
          <select
            className="select"
            value={system}
            onChange={(event) => {
              onChange();
              onSystem(event.currentTarget.value);
            }}
          >
            <option value="">{t`the system that knows it`}</option>
            {systems.map((it) => (
              <option key={it}>{it}</option>
            ))}
          </select>
        </label>
      )}
      {sources.files.length > 0 && (
        <ul className="given" aria-label={t`Files`}>
          {sources.files.map((file) => (
            <li key={file.name} className="tag">
              <Icon name={isXml(file.text) ? "code" : "shipment"} size={12} />
              <span className="cut">{file.name}</span>
              <button
                type="button"
                className="btn bare icon small"
                aria-label={t`Leave ${file.name} out`}
                onClick={() => {
                  onChange();
                  sources.remove(file.name);
                }}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <textarea
        ref={text}
        className="fill"
        aria-label={t`Shipments`}
        aria-describedby="upload-help"
        spellCheck={false}
        value={sources.typed}
        onChange={(event) => {
          onChange();
          sources.type(event.currentTarget.value);
        }}
      />
    </div>
  );
}

/** The customs systems that the tenant is connected to. */
export function useSystems(): readonly string[] {
  const tenant = useTenant().id;
  const { data } = useQuery({
    queryKey: ["connectionstates", tenant],
    queryFn: ({ signal }) => answered(api.GET("/v1/connectionstates", { signal })),
  });
  return data?.connections.map((it) => it.system) ?? [];
}
