import { useLingui } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import { useDesk } from "../desk";
import { kindOf, originIcon, originWords } from "../origins";
import { useOrigin } from "../useOrigin";

/** The mark at a field's end that tells where its value comes from, and opens the chain. */
export function OriginMark({ address }: { address: string }) {
  const { t } = useLingui();
  const desk = useDesk();
  const origin = useOrigin(address);
  const isOpen = desk.chainOf === address;
  const isTyped = address in desk.drafting.draft.values;
  if (!origin && !isOpen) return null;
  const words = isTyped ? t`You, not saved` : origin ? originWords(origin) : t`Nobody gave it`;
  return (
    <button
      type="button"
      className={origin ? `og ${kindOf(origin)}` : "og"}
      title={words}
      aria-label={t`Where it comes from: ${words}`}
      aria-expanded={isOpen}
      tabIndex={-1}
      onClick={() => desk.openChain(isOpen ? undefined : address)}
    >
      <Icon name={origin ? originIcon(origin) : "help"} size={14} />
    </button>
  );
}
