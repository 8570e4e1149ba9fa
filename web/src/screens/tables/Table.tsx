import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMay, useTenant } from "../../api/tenant";
import { Refusal } from "../../parts/Refusal";
import { versionQuery, versionsQuery } from "./data";
import { tableDocument } from "./model/table";
import { TableEditor } from "./TableEditor";
import "./tables.css";

/** A decision table in one version: the draft can be edited, others are read. */
export function Table() {
  const tenant = useTenant();
  const mayEdit = useMay("admin:configuration");
  const { name, version } = useParams({ strict: false });
  const versions = useQuery(versionsQuery(tenant.id, name ?? ""));
  const heads = versions.data ?? [];
  const draft = heads.find((it) => it.state === "draft");
  const inForce = heads.find((it) => it.state === "published");
  const isDraft = version === undefined || version === "draft";
  // Without a draft, the newest version is edited and becomes one when it is saved.
  const wanted = isDraft
    ? (draft ?? inForce ?? heads[0])
    : heads.find((it) => `${it.version}` === version);
  const shown = useQuery({
    ...versionQuery(tenant.id, name ?? "", wanted ? `${wanted.version}` : ""),
    enabled: wanted !== undefined,
  });
  const base = useQuery({
    ...versionQuery(tenant.id, name ?? "", inForce ? `${inForce.version}` : ""),
    enabled: inForce !== undefined,
  });
  const problem = versions.error ?? shown.error ?? base.error;
  if (problem) return <Refusal>{problem.message}</Refusal>;
  if (versions.data && !wanted) {
    return (
      <p className="empty">
        <Trans>There is no such version of this table.</Trans>
      </p>
    );
  }
  const isReady = shown.data && (!inForce || base.data);
  if (!wanted || !isReady || name === undefined) {
    return (
      <header className="bar">
        <h1>{name}</h1>
        <span className="q s">
          <Trans>Loading</Trans>
        </span>
      </header>
    );
  }
  return (
    <TableEditor
      key={`${name}/${version ?? "draft"}`}
      name={name}
      version={shown.data}
      versions={heads}
      base={base.data && tableDocument(base.data.document).table}
      canEdit={mayEdit && isDraft}
    />
  );
}
