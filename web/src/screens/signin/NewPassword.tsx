import { useLingui } from "@lingui/react/macro";
import { PasswordInput } from "@mantine/core";
import { useFormContext } from "react-hook-form";

/** How many characters a password has at least and at most. */
const shortest = 15;
const longest = 256;

/** What a form with a new password has of it. */
export interface NewPasswordTyped {
  password: string;
  again: string;
}

/** A new password, typed twice; of the form around it. */
export function NewPassword() {
  const { t } = useLingui();
  const { register, formState, watch } = useFormContext<NewPasswordTyped>();
  const { errors } = formState;
  return (
    <>
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
    </>
  );
}
