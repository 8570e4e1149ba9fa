import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTenant } from "../../../api/tenant";
import { Refusal } from "../../../parts/Refusal";
import { usesQuery } from "../data";

/** What names the table, and so changes with it. */
export function Used({ name }: { name: string }) {
  const { t } = useLingui();
  const tenant = useTenant();
  const { tenant: slug = "" } = useParams({ strict: false });
  const { data, error } = useQuery(usesQuery(tenant.id, name));
  if (error) return <Refusal>{error.message}</Refusal>;
  if (data?.uses.length === 0) return <p className="q">{t`Nothing uses this table.`}</p>;
  return (
    <table className="rd">
      <tbody>
        {data?.uses.map((it) => (
          <tr key={`${it.kind}/${it.name}/${it.version}/${it.path}`}>
            <td>
              {it.kind === "flow" ? (
                <a href={`/${slug}/flows/${encodeURIComponent(it.name)}/${it.version}`}>
                  {it.name}
                </a>
              ) : (
                it.name
              )}
            </td>
            <td className="q">{t`version ${it.version}`}</td>
            <td className="ref q">{it.path}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
