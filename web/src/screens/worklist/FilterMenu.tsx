import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { arrowed } from "../../keys/arrows";
import { Icon } from "../../parts/Icon";
import { number } from "../../words/format";
import { type Filter, filterNamed, filters, valueWords } from "./filters";
import { presets } from "./presets";
import { countsQuery } from "./rows";
import type { Address } from "./useAddress";

/** How many lines are drawn at once. */
const most = 40;

/** A line of the menu. */
interface Option {
  id: string;
  /** The field, in grey before the value. */
  key?: string;
  label: string;
  count?: number;
  isOn?: boolean;
  choose: () => void;
}

interface FilterMenuProps {
  address: Address;
  /** The filter whose values are offered first; all where absent. */
  begin: string | undefined;
  onClose: () => void;
}

/** Filters by typing: a question, the name of a field or a value. */
export function FilterMenu({ address, begin, onClose }: FilterMenuProps) {
  const { t, i18n } = useLingui();
  const tenant = useTenant();
  const session = useSession();
  const [field, setField] = useState(() => (begin ? filterNamed(begin) : undefined));
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const line = useRef<HTMLInputElement>(null);
  // A day has a field of its own, which takes the keys over.
  useEffect(() => {
    if (field) line.current?.focus();
  }, [field]);
  // The values of a field are counted as if it were not narrowed down yet.
  const { [field?.name ?? ""]: _narrowed, ...wider } = address.search;
  const { data: counts } = useQuery(countsQuery(tenant.id, wider));
  const set = (filter: Filter, value: string) => {
    address.change({ [filter.name]: value });
    onClose();
  };
  const turn = (filter: Filter, value: string) => {
    const now = address.search[filter.name]?.split(",") ?? [];
    const after = now.includes(value) ? now.filter((it) => it !== value) : [...now, value];
    address.change({ [filter.name]: after.join(",") });
    if (!field) onClose();
  };
  const valuesOf = (filter: Filter): Option[] => {
    const isChosen = (value: string) =>
      address.search[filter.name]?.split(",").includes(value) ?? false;
    if (filter.kind === "facet") {
      return (counts?.[filter.facet] ?? [])
        .filter((it) => it.value !== "")
        .map(({ value, count }) => ({
          id: `${filter.name} ${value}`,
          key: i18n._(filter.words),
          label: valueWords(filter, value),
          count,
          isOn: isChosen(value),
          choose: () => turn(filter, value),
        }));
    }
    if (filter.kind !== "choice") return [];
    return filter.values.map((value) => ({
      id: `${filter.name} ${value}`,
      key: i18n._(filter.words),
      label: valueWords(filter, value),
      isOn: isChosen(value),
      choose: () => set(filter, value),
    }));
  };
  const written = (filter: Filter): Option[] => {
    const text = typed.trim();
    if (!text || filter.kind !== "text") return [];
    const begins = filter.begins && !text.includes("*");
    const key = i18n._(filter.words);
    return [
      {
        id: `${filter.name} is`,
        key,
        label: text,
        choose: () => (filter.hasMany ? turn(filter, text) : set(filter, text)),
      },
      ...(begins
        ? [
            {
              id: `${filter.name} begins`,
              key,
              label: t`begins with ${text}`,
              choose: () => set(filter, `${text}*`),
            },
          ]
        : []),
    ];
  };
  const wanted = typed.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  const fits = (option: Option) => {
    const words = `${option.key ?? ""} ${option.label} ${option.id}`.toLocaleLowerCase();
    return wanted.every((word) => words.includes(word));
  };
  const all = (): Option[] => [
    ...presets(session.name).map((preset) => ({
      id: preset.words.id,
      label: i18n._(preset.words),
      choose: () => {
        address.change(preset.search);
        onClose();
      },
    })),
    ...(typed ? filters.flatMap(valuesOf) : []),
    ...filters.map((filter) => ({
      id: filter.name,
      label: t`${i18n._(filter.words)} …`,
      choose: () => {
        setField(filter);
        setTyped("");
        setAt(0);
      },
    })),
  ];
  const options = (
    field
      ? [...valuesOf(field).filter(fits), ...written(field)]
      : [
          ...all().filter(fits),
          ...filters.filter((it) => it.kind === "text" && it.begins).flatMap(written),
        ]
  ).slice(0, most);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = arrowed(event, at, options.length);
    if (next !== undefined) setAt(next);
    else if (event.key === "Enter") {
      event.preventDefault();
      if (field?.kind === "day" && typed) set(field, typed);
      else options[at]?.choose();
    } else if (event.key === "Backspace" && typed === "" && field) {
      setField(undefined);
      setAt(0);
    }
  };
  const label = field ? i18n._(field.words) : t`A field, a value or a question`;
  return (
    <div className="filters">
      <div className="row g2">
        {field && <span className="tag">{label}</span>}
        <input
          key={field?.kind === "day" ? "day" : "text"}
          ref={line}
          className="filterline"
          type={field?.kind === "day" ? "date" : "text"}
          role="combobox"
          aria-expanded="true"
          aria-controls="filter-options"
          aria-activedescendant={options[at] ? `filter-${at}` : undefined}
          aria-label={label}
          placeholder={label}
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul className="menu" id="filter-options" role="listbox" aria-label={label}>
        {options.map((option, index) => (
          <li
            key={option.id}
            id={`filter-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={option.choose}
            onKeyDown={() => {}}
          >
            {option.isOn !== undefined && (
              <span className={option.isOn ? "box on" : "box"}>
                <Icon name="check" size={12} />
              </span>
            )}
            <span className="cut">
              {option.key && !field && <span className="q">{option.key} </span>}
              {option.label}
            </span>
            {option.count !== undefined && (
              <span className="right q tnum">{number(option.count)}</span>
            )}
          </li>
        ))}
        {options.length === 0 && (
          <li className="q">
            {field ? t`Type a value, then Enter.` : t`No filter has these words.`}
          </li>
        )}
      </ul>
    </div>
  );
}
