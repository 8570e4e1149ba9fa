import { Trans, useLingui } from "@lingui/react/macro";
import { PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { answered, api } from "../../api/client";
import { type Session, sessionQuery } from "../../api/session";
import { Refusal } from "../../parts/Refusal";
import { QrCode } from "./QrCode";

/** A second factor: an application that computes codes. */
export function SecondFactor({ session }: { session: Session }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const told = () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  const offer = useMutation({
    mutationFn: () => answered(api.POST("/v1/session/second-factor", { body: { password } })),
    onSuccess: () => setPassword(""),
  });
  const prove = useMutation({
    mutationFn: () => answered(api.PUT("/v1/session/second-factor", { body: { code } })),
    onSuccess: told,
  });
  const drop = useMutation({
    mutationFn: () => answered(api.DELETE("/v1/session/second-factor", { body: { password } })),
    onSuccess: () => {
      setPassword("");
      offer.reset();
      prove.reset();
      return told();
    },
  });
  const submit = (act: () => void) => (event: FormEvent) => {
    event.preventDefault();
    act();
  };
  const error = offer.error ?? prove.error ?? drop.error;
  const key = offer.data;
  return (
    <section className="sec">
      <h2>
        <Trans>Second factor</Trans>
      </h2>
      {error && <Refusal>{error.message}</Refusal>}
      {prove.data ? (
        <div>
          <p className="m">
            <Trans>
              It is set up. These recovery codes are shown only now: keep them where you find them
              without your telephone. Each is good once.
            </Trans>
          </p>
          <ul className="codes mono">
            {prove.data.recoveryCodes.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </div>
      ) : key ? (
        <form onSubmit={submit(prove.mutate)}>
          <p className="m">
            <Trans>Scan this with an application that computes codes, or type the key.</Trans>
          </p>
          <QrCode text={key.address} label={t`Key of the second factor as a picture`} />
          <p className="ref">{key.key.replace(/(.{4})/gu, "$1 ").trim()}</p>
          <TextInput
            label={t`Code that the application shows`}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <button type="submit" className="btn main" disabled={prove.isPending || !code}>
            <Trans>Set it up</Trans>
          </button>
        </form>
      ) : (
        <form onSubmit={submit(session.hasSecondFactor ? drop.mutate : offer.mutate)}>
          <p className="m">
            {session.hasSecondFactor
              ? t`It is set up. ${session.recoveryCodesLeft} recovery codes are left.`
              : t`It is not set up. With it, a stolen password is not enough.`}
          </p>
          <PasswordInput
            label={t`Password`}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <button
            type="submit"
            className="btn"
            disabled={offer.isPending || drop.isPending || !password}
          >
            {session.hasSecondFactor ? t`Take it away` : t`Set up a second factor`}
          </button>
        </form>
      )}
    </section>
  );
}
