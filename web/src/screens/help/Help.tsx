import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useRef } from "react";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { RecordList } from "../../parts/RecordList";
import { usePageTitle } from "../../parts/usePageTitle";
import { HelpPage } from "./HelpPage";
import { type About, aboutOf, abouts } from "./pages";
import { useTopics } from "./topics";
import "./help.css";

const words: Record<About, ReturnType<typeof msg>> = {
  errors: msg`Errors and rules`,
  statuses: msg`Statuses`,
  actions: msg`Actions`,
  fields: msg`Fields`,
};

/** What a code, a status, an action or a field means, and what to do. */
export function Help() {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const find = useRef<HTMLInputElement>(null);
  const params = useParams({ strict: false }) as { tenant: string; about?: string; code?: string };
  const { q = "" } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const about = aboutOf(params.about);
  const { topics, error } = useTopics(about);
  const wanted = q.toLowerCase();
  const fitting = topics?.filter((it) => `${it.code} ${it.title}`.toLowerCase().includes(wanted));
  // A code that is not listed may have a page all the same: rules and codes of findings do.
  const current = params.code ?? fitting?.[0]?.code;
  const open = (code: string, to: About = about) =>
    void navigate({
      to: "/$tenant/help/$about/$code",
      params: { tenant: params.tenant, about: to, code },
      search: q && to === about ? { q } : {},
      replace: true,
    });
  usePageTitle(t`Help`);
  useKeys([
    { keys: "/", place: "everywhere", words: msg`Search`, act: () => find.current?.focus() },
  ]);
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>Help</Trans>
        </h1>
        <nav className="tabs" aria-label={t`What there is help about`}>
          {abouts.map((it) => (
            <Link
              key={it}
              to="/$tenant/help/$about"
              params={{ tenant: params.tenant, about: it }}
              search={{}}
              activeOptions={{ includeSearch: false }}
              aria-current={it === about ? "page" : undefined}
            >
              {i18n._(words[it])}
            </Link>
          ))}
        </nav>
        <span className="fill" />
        <label className="find">
          <Icon name="search" size={14} />
          <input
            key={about}
            ref={find}
            type="search"
            aria-label={t`Code or word`}
            placeholder={t`Code or word`}
            defaultValue={q}
            onKeyDown={(event) => {
              const typed = event.currentTarget.value.trim();
              if (event.key === "Escape") event.currentTarget.blur();
              if (event.key !== "Enter") return;
              const hit = topics?.some((it) =>
                `${it.code} ${it.title}`.toLowerCase().includes(typed.toLowerCase()),
              );
              if (!hit && about === "errors" && typed) open(typed);
              else {
                void navigate({
                  to: "/$tenant/help/$about",
                  params: { tenant: params.tenant, about },
                  search: typed ? { q: typed } : {},
                });
              }
            }}
          />
          <kbd>/</kbd>
        </label>
      </header>
      <div className="fill records help">
        <RecordList
          label={i18n._(words[about])}
          rows={fitting}
          columns={[
            {
              name: "title",
              words: t`What it is`,
              width: "minmax(160px, 1fr)",
              cell: (it) => <span className="med">{it.title}</span>,
            },
            {
              name: "code",
              words: t`Code`,
              width: "minmax(120px, 260px)",
              cell: (it) => (
                <span className="ref q" title={it.code}>
                  {it.code.split(".").slice(-2).join(".")}
                </span>
              ),
            },
          ]}
          nameOf={(it) => it.code}
          selected={current}
          onSelect={open}
          error={error}
          empty={<Trans>Nothing fits these words.</Trans>}
        />
        {current && <HelpPage key={`${about} ${current}`} about={about} code={current} />}
      </div>
    </>
  );
}
