import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import { Refusal } from "../../parts/Refusal";
import { usePageTitle } from "../../parts/usePageTitle";
import { NewPassword, type NewPasswordTyped } from "./NewPassword";
import "./signin.css";

/** Where the link of an administrator leads: one chooses a password, once. */
export function ChoosePassword() {
  const { t } = useLingui();
  const navigate = useNavigate();
  // Behind `#` the secret is sent to no server; it leaves the address at once.
  const [link] = useState(() => window.location.hash.slice(1));
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<NewPasswordTyped>();
  const { handleSubmit, setFocus, formState } = form;
  usePageTitle(t`Choose a password`);
  useEffect(() => {
    window.history.replaceState(window.history.state, "", window.location.pathname);
    setFocus("password");
  }, [setFocus]);
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
  return (
    <main className="signin">
      <form onSubmit={(event) => void choose(event)} noValidate>
        <h1>
          <Trans>Choose a password</Trans>
        </h1>
        {(refusal || !link) && (
          <Refusal>{refusal ?? t`The link is not whole. Open it as it was given to you.`}</Refusal>
        )}
        <FormProvider {...form}>
          <NewPassword />
        </FormProvider>
        <button type="submit" className="btn main" disabled={formState.isSubmitting || !link}>
          <Trans>Choose it</Trans>
        </button>
      </form>
    </main>
  );
}
