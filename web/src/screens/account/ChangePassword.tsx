import { Trans, useLingui } from "@lingui/react/macro";
import { PasswordInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import { Refusal } from "../../parts/Refusal";
import { NewPassword, type NewPasswordTyped } from "../signin/NewPassword";

interface Typed extends NewPasswordTyped {
  current: string;
}

/** Another password in the place of the own one; all sessions end. */
export function ChangePassword() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<Typed>();
  const { register, handleSubmit, formState } = form;
  const { errors } = formState;
  const change = handleSubmit(async ({ current, password }) => {
    setRefusal(undefined);
    try {
      const body = { current, new: password };
      await answered(api.PUT("/v1/session/password", { body }));
      await navigate({ to: "/sign-in", search: { chosen: "1" } });
      queries.clear();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      const why = problem.body?.errors?.[0]?.message;
      setRefusal(why ? t`This password is not taken: ${why}.` : problem.message);
    }
  });
  return (
    <section className="sec">
      <h2>
        <Trans>Password</Trans>
      </h2>
      <p className="m">
        <Trans>All sessions end with the change; sign in with the new one then.</Trans>
      </p>
      <form onSubmit={(event) => void change(event)} noValidate>
        {refusal && <Refusal>{refusal}</Refusal>}
        <PasswordInput
          label={t`Password until now`}
          autoComplete="current-password"
          error={errors.current && t`Give the password until now.`}
          {...register("current", { required: true })}
        />
        <FormProvider {...form}>
          <NewPassword />
        </FormProvider>
        <button type="submit" className="btn" disabled={formState.isSubmitting}>
          <Trans>Change the password</Trans>
        </button>
      </form>
    </section>
  );
}
