import { Trans, useLingui } from "@lingui/react/macro";
import { PasswordInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { answered, api, setCsrfToken } from "../../api/client";
import { Problem } from "../../api/problem";
import { sessionQuery, tenantSlug } from "../../api/session";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { usePageTitle } from "../../parts/usePageTitle";
import { signOnQuery } from "./signOn";
import "./signin.css";

interface Typed {
  name: string;
  password: string;
  code: string;
}

/** Where one signs in; afterwards one is where one wanted to go. */
export function SignIn() {
  const { t } = useLingui();
  const { to, chosen } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asksForCode, setAsksForCode] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const { register, handleSubmit, setFocus, formState } = useForm<Typed>();
  usePageTitle(t`Sign in`);
  useEffect(() => setFocus("name"), [setFocus]);
  useEffect(() => {
    if (asksForCode) setFocus("code");
  }, [asksForCode, setFocus]);
  const signIn = handleSubmit(async ({ name, password, code }) => {
    setRefusal(undefined);
    try {
      const body = { name, password, ...(code ? { code } : {}) };
      const session = await answered(api.POST("/v1/session", { body }));
      setCsrfToken(session.csrfToken);
      // What was read before may have been read by another person.
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, session);
      const tenant = session.tenants[0];
      if (to?.startsWith("/") && !to.startsWith("//")) await navigate({ href: to });
      else if (tenant) {
        const params = { tenant: tenantSlug(tenant) };
        await navigate({ to: "/$tenant/declarations", params, search: {} });
      } else setRefusal(t`You are a member of no tenant. An administrator can make you one.`);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.code === "second-factor-required") setAsksForCode(true);
      else if (problem.status === 0) setRefusal(t`No connection to the server. Try again.`);
      else if (problem.status === 401) setRefusal(t`Name, password or code is wrong.`);
      else if (problem.status === 429)
        setRefusal(t`Too many tries. Wait a minute, then try again.`);
      else setRefusal(problem.message);
    }
  });
  return (
    <main className="signin">
      <form onSubmit={(event) => void signIn(event)} noValidate>
        <h1>
          <Trans>Sign in to CAS</Trans>
        </h1>
        {chosen && !refusal && (
          <p className="note h" role="status">
            <Icon name="check" />
            <Trans>Your password is set. Sign in with it.</Trans>
          </p>
        )}
        {refusal && <Refusal>{refusal}</Refusal>}
        <TextInput
          label={t`Name`}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...register("name", { required: true })}
        />
        <PasswordInput
          label={t`Password`}
          autoComplete="current-password"
          {...register("password", { required: true })}
        />
        {asksForCode && (
          <TextInput
            label={t`Code of the second factor, or a recovery code`}
            autoComplete="one-time-code"
            inputMode="numeric"
            {...register("code", { required: true })}
          />
        )}
        <button type="submit" className="btn main" disabled={formState.isSubmitting}>
          <Trans>Sign in</Trans>
        </button>
        <SingleSignOn to={to} />
      </form>
    </main>
  );
}

/** The way through an identity provider, where the server has one. */
function SingleSignOn({ to }: { to: string | undefined }) {
  const { data: isOffered } = useQuery(signOnQuery);
  if (!isOffered) return null;
  const returnTo = encodeURIComponent(to ?? "/");
  return (
    <a className="btn" href={`/v1/sign-on?returnTo=${returnTo}`}>
      <Trans>Sign in through your organisation</Trans>
    </a>
  );
}
