import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMay, useTenant } from "../../api/tenant";
import { Refusal } from "../../parts/Refusal";
import { usePageTitle } from "../../parts/usePageTitle";
import { Designer } from "./Designer";
import { versionQuery, versionsQuery } from "./data";
import type { Flow as FlowDocument } from "./model/flow";
import "./flows.css";

/** What a flow begins as. */
const empty: FlowDocument = { direction: "OUT", steps: [] };

/** A flow: its draft, or a version as it was published. */
export function Flow() {
  const { t } = useLingui();
  const tenant = useTenant();
  const may = useMay("admin:configuration");
  const { tenant: slug, name, version } = useParams({ from: "/$tenant/flows/$name/$version" });
  const versions = useQuery(versionsQuery(tenant.id, name));
  const shown = useQuery(versionQuery(tenant.id, name, version));
  const newest = versions.data?.findLast((it) => it.state !== "draft");
  const isDraft = version === "draft";
  // Who begins a draft begins from what was published last.
  const origin = useQuery({
    ...versionQuery(tenant.id, name, String(newest?.version ?? 0)),
    enabled: isDraft && shown.data === null && newest !== undefined,
  });
  usePageTitle(t`${name}, flow`);
  const error = versions.error ?? shown.error ?? origin.error;
  if (error) return <Refusal>{error.message}</Refusal>;
  const isKnown = versions.data !== undefined && shown.data !== undefined;
  if (!isKnown || (origin.fetchStatus === "fetching" && !origin.data)) {
    return (
      <header className="bar">
        <h1>{name}</h1>
      </header>
    );
  }
  if (!isDraft && !shown.data) {
    return (
      <p className="empty">
        <Trans>
          There is no version {version} of {name}.
        </Trans>
      </p>
    );
  }
  return (
    <Designer
      key={`${name}/${version}`}
      name={name}
      slug={slug}
      isDraft={isDraft}
      mayEdit={may}
      versions={versions.data}
      shown={shown.data}
      document={shown.data?.document ?? origin.data?.document ?? empty}
    />
  );
}
