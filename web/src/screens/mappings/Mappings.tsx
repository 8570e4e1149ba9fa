import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { LinksBar } from "../../parts/LinksBar";
import { type RecordColumn, RecordList } from "../../parts/RecordList";
import { usePageTitle } from "../../parts/usePageTitle";
import { MappingPane } from "./MappingPane";
import { type Mapping, mappingsQuery, newestOf } from "./mappings";

/** How messages of source systems are put right before they are kept. */
export function Mappings() {
  const { t } = useLingui();
  const tenant = useTenant();
  const navigate = useNavigate();
  const { tenant: slug } = useParams({ from: "/$tenant/mappings" });
  const { mapping, add } = useSearch({ from: "/$tenant/mappings" });
  const { data, error } = useQuery(mappingsQuery(tenant.id));
  const current = data?.names.find((it) => it.name === mapping) ?? data?.names[0];
  const show = (search: Record<string, string>) =>
    void navigate({ to: "/$tenant/mappings", params: { tenant: slug }, search, replace: true });
  const stateWords: Record<string, string> = {
    draft: t`Draft`,
    published: t`Published`,
    retired: t`Retired`,
  };
  const columns: RecordColumn<Mapping>[] = [
    {
      name: "name",
      words: t`Mapping`,
      width: "minmax(160px, 1fr)",
      cell: (it) => <span className="med">{it.name}</span>,
    },
    {
      name: "state",
      words: t`State`,
      width: "120px",
      cell: (it) => stateWords[newestOf(it)?.state ?? ""] ?? "",
    },
    {
      name: "versions",
      words: t`Versions`,
      width: "90px",
      isNumber: true,
      cell: (it) => it.versions.length,
    },
  ];
  usePageTitle(t`Mappings`);
  useKeys([{ keys: "C", place: "list", words: msg`New mapping`, act: () => show({ add: "1" }) }]);
  return (
    <>
      <LinksBar>
        <button type="button" className="btn" onClick={() => show({ add: "1" })}>
          <Icon name="add" />
          <Trans>New mapping</Trans> <kbd>C</kbd>
        </button>
      </LinksBar>
      <div className="fill records">
        <RecordList
          label={t`Mappings`}
          rows={data?.names}
          columns={columns}
          nameOf={(it) => it.name}
          selected={add ? undefined : current?.name}
          onSelect={(name) => show({ mapping: name })}
          error={error}
          empty={<Trans>What is sent is kept as it is: no mapping changes it.</Trans>}
        />
        {data && (add || current) && (
          <MappingPane
            key={add ? "new" : current?.name}
            mapping={add ? undefined : current}
            onMade={(name) => show({ mapping: name })}
          />
        )}
      </div>
    </>
  );
}
