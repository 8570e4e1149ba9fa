import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answered, api } from "../../../api/client";
import { useTenant } from "../../../api/tenant";
import { Refusal } from "../../../parts/Refusal";
import { date, exactly, moment, number } from "../../../words/format";
import { type VersionHead, versionsQuery } from "../data";
import { runningQuery } from "../trial";
import { useWord } from "../useWord";
import { stateWords } from "../words";

interface RunningProps {
  name: string;
  slug: string;
  canEdit: boolean;
  onTakeBack: (version: number) => void;
}

/** The versions with the shipments that run on each: what keeps an old version alive. */
export function Running({ name, slug, canEdit, onTakeBack }: RunningProps) {
  const { t } = useLingui();
  const word = useWord();
  const tenant = useTenant();
  const queries = useQueryClient();
  const { data: versions = [] } = useQuery(versionsQuery(tenant.id, name));
  const { data: running } = useQuery(runningQuery(tenant.id, name));
  const retire = useMutation({
    mutationFn: ({ version }: VersionHead) => {
      const path = { kind: "flows", name, version: String(version) };
      const address = "/v1/configuration/{kind}/{name}/versions/{version}/retire";
      return answered(api.POST(address, { params: { path } }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["configuration", tenant.id] }),
  });
  const lines = [...versions].filter((it) => it.state !== "draft").reverse();
  if (lines.length === 0) {
    return (
      <p className="empty">
        <Trans>No version has been published yet: nothing runs on this flow.</Trans>
      </p>
    );
  }
  return (
    <>
      {retire.error && <Refusal>{retire.error.message}</Refusal>}
      <table className="grid compact bleed">
        <colgroup>
          <col style={{ width: 90 }} />
          <col style={{ width: 110 }} />
          <col style={{ width: 180 }} />
          <col style={{ width: 110 }} />
          <col />
          <col style={{ width: 290 }} />
        </colgroup>
        <thead>
          <tr>
            <th>{t`Version`}</th>
            <th>{t`State`}</th>
            <th>{t`Published`}</th>
            <th className="num">{t`Shipments`}</th>
            <th>{t`What keeps it`}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {lines.map((it) => {
            const runs = running?.find((one) => one.version === it.version);
            return (
              <tr key={it.version}>
                <td>
                  <Link
                    to="/$tenant/flows/$name/$version"
                    params={{ tenant: slug, name, version: String(it.version) }}
                    search={{}}
                  >
                    {number(it.version)}
                  </Link>
                </td>
                <td>{word(stateWords, it.state)}</td>
                <td title={it.publishedAt ? exactly(it.publishedAt) : ""} className="q">
                  {it.publishedAt ? moment(it.publishedAt) : "–"}
                  {it.validFrom && ` · ${date(it.validFrom)}`}
                </td>
                <td className="num">{runs ? number(runs.shipments) : running ? "0" : "–"}</td>
                <td>
                  {runs && (
                    <Link
                      to="/$tenant/shipments/$reference"
                      params={{ tenant: slug, reference: runs.example }}
                      search={{}}
                    >
                      <Trans>
                        {runs.example} and others: {number(runs.declarations)} declarations are not
                        done
                      </Trans>
                    </Link>
                  )}
                  {!runs && <span className="q">{t`nothing`}</span>}
                </td>
                <td>
                  {canEdit && (
                    <span className="row g1">
                      <button
                        type="button"
                        className="btn bare small"
                        onClick={() => onTakeBack(it.version)}
                      >
                        <Trans>Take up again</Trans>
                      </button>
                      {it.state === "published" && (
                        <button
                          type="button"
                          className="btn bare small"
                          onClick={() => retire.mutate(it)}
                        >
                          <Trans>Retire</Trans>
                        </button>
                      )}
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
