import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import {
  type CSSProperties,
  type KeyboardEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { Icon } from "../../../parts/Icon";
import { useScreenAt } from "../../../parts/useScreenAt";
import { date } from "../../../words/format";
import { type Chain, chainQuery, historyQuery, type Message, messagesQuery } from "../data";
import { useDesk } from "../desk";
import { useLabels } from "../labels";
import { asText, toAddress, toPath, valueAt } from "../model/address";
import { askedWords, kindOf, type OriginFields, originIcon, originWords } from "../origins";
import { sourceAddress } from "../sources";

/** How a value came about: what was asked, what won, what was sent, what customs said. */
export function OriginChain({ address }: { address: string }) {
  const { t } = useLingui();
  const desk = useDesk();
  const labels = useLabels(desk.index);
  const { id, version } = desk.declaration;
  const path = toPath(desk.saved, address);
  const { data, error } = useQuery(chainQuery(desk.tenant, id, version, path));
  const { data: messages } = useQuery(messagesQuery(desk.tenant, id, version));
  const { data: history } = useQuery(historyQuery(desk.tenant, id, version));
  const refusedBy = history?.history.findLast((it) => it.event.endsWith("Rejected"))?.messageId;
  const pop = useRef<HTMLDivElement>(null);
  const place = usePlace(address);
  const isPlaced = place.visibility === undefined;
  useEffect(() => {
    if (isPlaced) pop.current?.focus();
  }, [isPlaced]);
  const isTyped = address in desk.drafting.draft.values;
  const last = data?.asked.findLast((it) => it.answer === "filled");
  const byPerson = (last && kindOf(originOf(last))) === "person";
  const canGiveBack = desk.canEdit && (isTyped || byPerson);
  const without = data?.withoutPerson?.findLast((it) => it.answer === "filled");
  const { tenant: slug } = useParams({ from: "/$tenant" });
  const source =
    last &&
    sourceAddress(originOf(last), {
      slug,
      declarationId: id,
      shipment: desk.declaration.customsShipmentReference,
      field: toAddress(desk.saved, address),
    });
  const open = useScreenAt(source);
  const openSource = () => {
    desk.openChain(undefined);
    open?.();
  };
  const giveBack = () => {
    if (!canGiveBack) return;
    if (isTyped) {
      desk.drafting.type(address, asText(valueAt(desk.saved, address)) || null);
    } else desk.drafting.type(address, null);
    desk.openChain(undefined);
  };
  const close = () => {
    desk.openChain(undefined);
    desk.jump(address);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isPressed = event.target !== event.currentTarget;
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && open && !isPressed) openSource();
    else if (event.key === "Backspace") giveBack();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const label = labels.full(address, desk.document);
  return (
    <div
      className="pop orig"
      role="region"
      aria-label={t`Where it comes from: ${label}`}
      ref={pop}
      tabIndex={-1}
      style={place}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        const to = event.relatedTarget;
        const stays = event.currentTarget.contains(to) || to?.getAttribute("aria-expanded");
        if (!stays) desk.openChain(undefined);
      }}
    >
      <h3>
        <span className="cut">{label}</span>
        <span className="ref cut">{asText(valueAt(desk.document, address))}</span>
        <span className="right q xs nw">
          <kbd>Alt</kbd> <kbd>O</kbd>
        </span>
      </h3>
      <ol className="chain">
        {data && <Asked chain={data} />}
        {data?.sent && (
          <li>
            <span className="d">
              <Icon name="send" size={12} />
            </span>
            <span className="t">
              {data.sent.value ? (
                <Trans>
                  Customs has <span className="ref">{data.sent.value}</span>, revision{" "}
                  {data.sent.revision}
                </Trans>
              ) : (
                <Trans>Customs has nothing there, revision {data.sent.revision}</Trans>
              )}{" "}
              <MessageLink
                message={messages?.messages.findLast(
                  (it) => it.direction === "outbound" && it.revision === data.sent?.revision,
                )}
              />
            </span>
          </li>
        )}
        {data?.customs?.map((it) => (
          <li key={`${it.code} ${it.message}`} className="refused">
            <span className="d">
              <Icon name="portico" size={12} />
            </span>
            <span className="t">
              {it.message}. <span className="q">{it.description}</span>{" "}
              <MessageLink message={messages?.messages.find((one) => one.id === refusedBy)} />
            </span>
          </li>
        ))}
        {isTyped && (
          <li className="won">
            <span className="d">
              <Icon name="person" size={12} />
            </span>
            <span className="t">
              <Trans>You, not saved</Trans>
            </span>
          </li>
        )}
      </ol>
      {error && (
        <p className="q s">
          <Trans>Nothing is known of it: it is not saved yet.</Trans>
        </p>
      )}
      {byPerson && !isTyped && (
        <p className="q s">
          {without ? (
            <Trans>
              Given back, <span className="ref">{without.value}</span> would stand there:{" "}
              {originWords(originOf(without))}.
            </Trans>
          ) : (
            <Trans>Given back, nothing would stand there.</Trans>
          )}
        </p>
      )}
      <div className="row g2 foot">
        {open && (
          <a
            className="btn small"
            href={source}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              openSource();
            }}
          >
            <Trans>Open source</Trans> <kbd>Enter</kbd>
          </a>
        )}
        <button type="button" className="btn small" disabled={!desk.canEdit} onClick={close}>
          <Trans>Set another value</Trans>
        </button>
        <button
          type="button"
          className="btn bare small"
          disabled={!canGiveBack}
          title={canGiveBack ? t`Give back to deduction` : t`Nobody has set it`}
          onClick={giveBack}
        >
          <Trans>Give back</Trans> <kbd>⌫</kbd>
        </button>
      </div>
    </div>
  );
}

/** Where a source that was asked has a value from; what was given came with the shipment. */
function originOf({ source, origin }: Chain["asked"][number]): OriginFields {
  return (origin ?? (source === "given" ? { type: "shipment" } : {})) as OriginFields;
}

/** A message by its type: a click reads it. */
function MessageLink({ message }: { message: Message | undefined }) {
  const desk = useDesk();
  if (!message) return null;
  const read = () => {
    desk.openChain(undefined);
    desk.readMessage(message.id);
  };
  return (
    <button type="button" className="msg" onClick={read}>
      {message.messageType}
    </button>
  );
}

/** What was asked: what the shipment said, then what filled it. */
function Asked({ chain }: { chain: Chain }) {
  const { t } = useLingui();
  const nothing = chain.asked.filter((it) => it.answer === "nothing");
  const filled = chain.asked.filter((it) => it.answer === "filled");
  const names = nothing.map((it) => askedWords(it.source)).join(", ");
  const asOf = date(chain.asOf);
  return (
    <>
      {nothing.some((it) => it.source === "given") && (
        <li title={t`Asked in this order and had nothing: ${names}`}>
          <span className="d">
            <Icon name="shipment" size={12} />
          </span>
          <span className="t q">
            <Trans>The shipment gave none.</Trans>
          </span>
        </li>
      )}
      {filled.map((it, at) => {
        const origin = originOf(it);
        const hasWon = at === filled.length - 1;
        const kind = kindOf(origin);
        const hasDay = kind === "masterData" || kind === "decisionTable";
        return (
          <li key={it.source} className={hasWon ? "won" : undefined}>
            <span className="d">
              <Icon name={originIcon(origin)} size={12} />
            </span>
            <span className="t">
              <span className={hasWon ? "med" : "q"}>{originWords(origin)}</span>
              {hasDay && <span className="q">, {t`as of ${asOf}`}</span>}
              {!hasWon && <span className="ref q"> {it.value}</span>}
            </span>
          </li>
        );
      })}
      {filled.length === 0 && (
        <li title={t`Asked in this order and had nothing: ${names}`}>
          <span className="d">
            <Icon name="search" size={12} />
          </span>
          <span className="t q">
            <Trans>Nothing that was asked has a value for it.</Trans>
          </span>
        </li>
      )}
    </>
  );
}

const width = 372;

/** Below the field or the cell, within the window; it follows when the form scrolls. */
function usePlace(address: string): CSSProperties {
  const [place, setPlace] = useState<CSSProperties>({ visibility: "hidden" });
  useLayoutEffect(() => {
    const name = CSS.escape(address);
    const find = () => {
      const input = document.querySelector(`[data-address="${name}"]`)?.closest(".in");
      const at = (
        input ?? document.querySelector(`[data-cell="${name}"]`)
      )?.getBoundingClientRect();
      if (!at) return;
      const most = window.innerWidth - width - 16;
      const left = Math.max(8, Math.min(56, most), Math.min(at.right - width, most));
      const isLow = at.bottom > window.innerHeight - 320;
      setPlace(
        isLow ? { left, bottom: window.innerHeight - at.top + 4 } : { left, top: at.bottom + 4 },
      );
    };
    find();
    window.addEventListener("scroll", find, true);
    window.addEventListener("resize", find);
    return () => {
      window.removeEventListener("scroll", find, true);
      window.removeEventListener("resize", find);
    };
  }, [address]);
  return place;
}
