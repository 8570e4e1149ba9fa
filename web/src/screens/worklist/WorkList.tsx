import { Trans, useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import { useMay } from "../../api/tenant";
import { Icon } from "../../parts/Icon";
import { usePageTitle } from "../../parts/usePageTitle";
import { Desk } from "./Desk";
import { useAddress } from "./useAddress";
import { Views } from "./Views";
import "./dialogs.css";
import "./worklist.css";

/** What is to be done, by who moves next. */
export function WorkList() {
  const { t } = useLingui();
  const address = useAddress();
  const mayAct = useMay("create:messages");
  const find = useRef<HTMLInputElement>(null);
  usePageTitle(t`Work list`);
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>Work list</Trans>
        </h1>
        <Views address={address} />
        <span className="fill" />
        <label className="find">
          <Icon name="search" size={14} />
          <input
            key={address.search.q}
            ref={find}
            type="search"
            aria-label={t`Number, party, article, document`}
            placeholder={t`Number, party, article, document`}
            defaultValue={address.search.q ?? ""}
            onKeyDown={(event) => {
              if (event.key === "Enter") {
                address.change({ q: event.currentTarget.value.trim() });
                event.currentTarget.blur();
              }
              if (event.key === "Escape") event.currentTarget.blur();
            }}
          />
          <kbd>/</kbd>
        </label>
        {mayAct && (
          <button type="button" className="btn" onClick={address.newShipment}>
            <Icon name="add" />
            <Trans>New shipment</Trans> <kbd>C</kbd>
          </button>
        )}
      </header>
      <Desk address={address} onFind={() => find.current?.select()} />
    </>
  );
}
