import { Trans, useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { Dialog } from "../../parts/Dialog";
import { Refusal } from "../../parts/Refusal";
import type { Address } from "./useAddress";
import { saveView } from "./views";

interface SaveViewProps {
  address: Address;
  columns: readonly string[];
}

/** Keeps what is shown under a name. */
export function SaveView({ address, columns }: SaveViewProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="btn bare small" onClick={() => setOpen(true)}>
        <Trans>Save as view</Trans>
      </button>
      {isOpen && <NameView address={address} columns={columns} onClose={() => setOpen(false)} />}
    </>
  );
}

function NameView({ address, columns, onClose }: SaveViewProps & { onClose: () => void }) {
  const { t } = useLingui();
  const tenant = useTenant();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => saveView({ name, search: address.all, columns, shared }),
    onSuccess: async (view) => {
      await queries.invalidateQueries({ queryKey: ["views", tenant.id] });
      address.change({ saved: view.id });
      onClose();
    },
  });
  return (
    <Dialog name={t`Save as view`} isTitled width={420} onClose={onClose}>
      <form
        className="ask"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) mutate();
        }}
      >
        {error && <Refusal>{error.message}</Refusal>}
        <TextInput
          label={t`Name`}
          data-autofocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <label className="row g2">
          <input
            type="checkbox"
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          {t`Everybody of ${tenant.name} sees it`}
        </label>
        <div className="row g2">
          <span className="right" />
          <button type="button" className="btn bare" onClick={onClose}>
            <Trans>Leave</Trans> <kbd>Esc</kbd>
          </button>
          <button type="submit" className="btn main" disabled={isPending || !name.trim()}>
            <Trans>Save</Trans> <kbd>Enter</kbd>
          </button>
        </div>
      </form>
    </Dialog>
  );
}
