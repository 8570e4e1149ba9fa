import { Trans, useLingui } from "@lingui/react/macro";
import { PasswordInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import { Icon } from "../../parts/Icon";
import { longest, shortest } from "../signin/passwords";

interface Typed {
  current: string;
  password: string;
  again: string;
}

/** Another password in the place of the own one; all sessions end. */
export function ChangePassword() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [refusal, setRefusal] = useState<string>();
  const { register, handleSubmit, formState, watch } = useForm<Typed>();
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
        {refusal && (
          <p className="note e" role="alert">
            <Icon name="trouble" />
            {refusal}
          </p>
        )}
        <PasswordInput
          label={t`Password until now`}
          autoComplete="current-password"
          error={errors.current && t`Give the password until now.`}
          {...register("current", { required: true })}
        />
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
        <button type="submit" className="btn" disabled={formState.isSubmitting}>
          <Trans>Change the password</Trans>
        </button>
      </form>
    </section>
  );
}
