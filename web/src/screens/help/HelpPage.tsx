import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { description } from "../../api/description";
import { Markdown } from "../../parts/Markdown";
import { Refusal } from "../../parts/Refusal";
import { Status } from "../../parts/Status";
import { statuses } from "../../parts/statuses";
import { actWords } from "../declaration/acts/words";
import { type About, errorPageQuery, fieldsQuery } from "./pages";
import { referenceQuery } from "./reference";

interface HelpPageProps {
  about: About;
  code: string;
}

/** The page of one code, status, action or field. */
export function HelpPage({ about, code }: HelpPageProps) {
  return (
    <section className="scroll record" aria-label={code}>
      <div className="sec">
        {about === "errors" && <ErrorPage code={code} />}
        {about === "statuses" && <StatusPage code={code} />}
        {about === "actions" && <ActionPage code={code} />}
        {about === "fields" && <FieldPage path={code} />}
      </div>
    </section>
  );
}

function ErrorPage({ code }: { code: string }) {
  const { data: reference } = useQuery(referenceQuery);
  const known = reference?.find((it) => it.code === code)?.page;
  // A newer server may know codes that these screens do not.
  const { data: told, error } = useQuery({
    ...errorPageQuery(code),
    enabled: reference !== undefined && known === undefined,
  });
  const data = known ?? told;
  if (error) {
    return (
      <Refusal>
        <Trans>There is no page about “{code}”. Codes of customs are explained by customs.</Trans>
      </Refusal>
    );
  }
  return data === undefined ? null : <Markdown text={data} />;
}

function StatusPage({ code }: { code: string }) {
  const { t } = useLingui();
  const { tenant } = useParams({ from: "/$tenant" });
  const look = statuses[code]?.look;
  if (!look) return null;
  const sentences = {
    todo: t`Somebody here must do the next step.`,
    customs: t`Customs must answer. What is waited for stands in the work list.`,
    problem: t`Somebody must correct or answer something before it goes on.`,
    done: t`There is nothing left to do.`,
    closed: t`It no longer counts, and there is nothing left to do.`,
  };
  return (
    <>
      <h2>
        <Status status={code} />
      </h2>
      <p>{sentences[look]}</p>
      <dl className="facts">
        <div>
          <dt>{t`In the API`}</dt>
          <dd className="ref">{code}</dd>
        </div>
      </dl>
      <Link to="/$tenant/declarations" params={{ tenant }} search={{ status: code }}>
        <Trans>Declarations in this status</Trans>
      </Link>
    </>
  );
}

interface Operation {
  summary?: string;
  description?: string;
}

function ActionPage({ code }: { code: string }) {
  const { i18n, t } = useLingui();
  const { data } = useQuery({
    queryKey: ["description"],
    queryFn: () => description<{ paths: Record<string, { post?: Operation }> }>(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const act = data?.paths[`/v1/declarations/{id}/${code}`]?.post;
  const words = Object.entries(actWords).find(([name]) => name === code)?.[1];
  return (
    <>
      <h2>{words ? i18n._(words) : code}</h2>
      {act && <Markdown text={`${act.summary ?? ""}\n\n${act.description ?? ""}`} />}
      <dl className="facts">
        <div>
          <dt>{t`In the API`}</dt>
          <dd className="ref">POST /v1/declarations/…/{code}</dd>
        </div>
      </dl>
    </>
  );
}

function FieldPage({ path }: { path: string }) {
  const { i18n, t } = useLingui();
  const { data, error } = useQuery(fieldsQuery);
  const field = data?.fields.find((it) => it.path === path);
  if (error) return <Refusal>{error.message}</Refusal>;
  if (!field) return null;
  const isGerman = i18n.locale === "de";
  const lists = field.codeLists?.map((it) => it.list) ?? [];
  return (
    <>
      <h2>{isGerman ? (field.label.de ?? field.label.en) : field.label.en}</h2>
      <p>{isGerman ? (field.help.de ?? field.help.en) : field.help.en}</p>
      <dl className="facts">
        <div>
          <dt>{t`In the API`}</dt>
          <dd className="ref">{field.path}</dd>
        </div>
        <div>
          <dt>{t`Kind`}</dt>
          <dd>{field.kind}</dd>
        </div>
        {lists.length > 0 && (
          <div>
            <dt>{t`Lists of codes`}</dt>
            <dd>{lists.join(", ")}</dd>
          </div>
        )}
      </dl>
    </>
  );
}
