import { Trans, useLingui } from "@lingui/react/macro";
import { PasswordInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import { Icon } from "../../parts/Icon";
import { longest, shortest } from "./passwords";
import "./signin.css";

interface Typed {
  password: string;
  again: string;
}

/** Where the link of an administrator leads: one chooses a password, once. */
export function ChoosePassword() {
  const { t } = useLingui();
  const navigate = useNavigate();
  // Behind `#` the secret is sent to no server; it leaves the address at once.
  const [link] = useState(() => window.location.hash.slice(1));
  const [refusal, setRefusal] = useState<string>();
  const { register, handleSubmit, setFocus, formState, watch } = useForm<Typed>();
  useEffect(() => {
    document.title = `${t`Choose a password`} · CAS`;
    window.history.replaceState(window.history.state, "", window.location.pathname);
    setFocus("password");
  }, [setFocus, t]);
  const choose = handleSubmit(async ({ password }) => {
    setRefusal(undefined);
    try {
      await answered(api.POST("/v1/session/link", { body: { link, password } }));
      await navigate({ to: "/sign-in", search: { chosen: "1" } });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status === 0) setRefusal(t`No connection to the server. Try again.`);
      else if (problem.code === "link-invalid") {
        setRefusal(t`The link was used before, or is older than 24 hours. Ask for another.`);
      } else {
        const why = problem.body?.errors?.[0]?.message ?? problem.message;
        setRefusal(t`This password is not taken: ${why}.`);
      }
    }
  });
  const { errors } = formState;
  return (
    <main className="signin">
      <form onSubmit={(event) => void choose(event)} noValidate>
        <h1>
          <Trans>Choose a password</Trans>
        </h1>
        {(refusal || !link) && (
          <p className="note e" role="alert">
            <Icon name="trouble" />
            {refusal ?? t`The link is not whole. Open it as it was given to you.`}
          </p>
        )}
        <PasswordInput
          label={t`New password`}
          description={t`At least ${shortest} characters, any will do. A sentence is good.`}
          autoComplete="new-password"
          error={errors.password && t`It has fewer than ${shortest} characters.`}
          {...register("password", { required: true, minLength: shortest, maxLength: longest })}
        />
        <PasswordInput
          label={t`Once more`}
          autoComplete="new-password"
          error={errors.again && t`The two are not the same.`}
          {...register("again", { validate: (text) => text === watch("password") })}
        />
        <button type="submit" className="btn main" disabled={formState.isSubmitting || !link}>
          <Trans>Choose it</Trans>
        </button>
      </form>
    </main>
  );
}
