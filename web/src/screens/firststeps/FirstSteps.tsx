import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTenant } from "../../api/tenant";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { usePageTitle } from "../../parts/usePageTitle";
import { number } from "../../words/format";
import { stepsQuery } from "./steps";
import "./firststeps.css";

/** The way of an empty tenant to its first release, step by step. */
export function FirstSteps() {
  const { t, i18n } = useLingui();
  const { id } = useTenant();
  const { tenant } = useParams({ from: "/$tenant" });
  const { data, error } = useQuery({ ...stepsQuery(id), staleTime: 0 });
  const next = data?.find((it) => !it.isSeenDone);
  const done = data?.filter((it) => it.isSeenDone).length ?? 0;
  usePageTitle(t`First steps`);
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>First steps</Trans>
        </h1>
        <span className="fill" />
        {data && (
          <span className="q s">
            <Trans>
              {number(done)} of {number(data.length)} done
            </Trans>
          </span>
        )}
      </header>
      <div className="fill scroll firststeps">
        {error && <Refusal>{error.message}</Refusal>}
        {data && !next && (
          <p className="m">
            <Trans>All is done: the first release is there.</Trans>
          </p>
        )}
        <ol>
          {data?.map((step) => (
            <li key={step.name} className={step.isSeenDone ? "done" : undefined}>
              <span className="mark" aria-hidden="true">
                {step.isSeenDone && <Icon name="check" size={14} />}
              </span>
              <div className="fill">
                <h2>{i18n._(step.words)}</h2>
                <p className="m">{i18n._(step.why)}</p>
              </div>
              {step.isSeenDone ? (
                <Link to={step.to} params={{ tenant }} search={{}}>
                  <Trans>Done: look at it</Trans>
                </Link>
              ) : (
                <Link
                  className={step === next ? "btn main" : "btn"}
                  to={step.to}
                  params={{ tenant }}
                  search={{}}
                >
                  {i18n._(step.verb)}
                </Link>
              )}
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}
