import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** The kinds of master data, in the order of the tabs. */
export const kinds = [
  "article",
  "businessPartner",
  "authorisation",
  "guarantee",
  "location",
  "customsOffice",
  "exchangeRate",
  "valueSet",
] as const;

export type Kind = (typeof kinds)[number];

interface KindAbout {
  words: MessageDescriptor;
  /** A new one of the kind. */
  fresh: MessageDescriptor;
  /** Where records of the kind are sent to. */
  path: KindPath;
  /** Fields whose values name it in a list, the first that is there. */
  names: readonly string[];
}

export type KindPath =
  | "/v1/articledataitems"
  | "/v1/businesspartners"
  | "/v1/authorisations"
  | "/v1/guarantees"
  | "/v1/locations"
  | "/v1/customsoffices"
  | "/v1/exchangerates"
  | "/v1/valuesets";

export const aboutKinds: Record<Kind, KindAbout> = {
  article: {
    words: msg`Articles`,
    fresh: msg`New article`,
    path: "/v1/articledataitems",
    names: [],
  },
  businessPartner: {
    words: msg`Partners`,
    fresh: msg`New partner`,
    path: "/v1/businesspartners",
    names: ["name"],
  },
  authorisation: {
    words: msg`Authorisations`,
    fresh: msg`New authorisation`,
    path: "/v1/authorisations",
    names: ["name", "type"],
  },
  guarantee: {
    words: msg`Guarantees`,
    fresh: msg`New guarantee`,
    path: "/v1/guarantees",
    names: ["name", "type"],
  },
  location: {
    words: msg`Places of goods`,
    fresh: msg`New place of goods`,
    path: "/v1/locations",
    names: ["name", "unLocode"],
  },
  customsOffice: {
    words: msg`Customs offices`,
    fresh: msg`New customs office`,
    path: "/v1/customsoffices",
    names: ["name"],
  },
  exchangeRate: {
    words: msg`Exchange rates`,
    fresh: msg`New exchange rate`,
    path: "/v1/exchangerates",
    names: ["rate"],
  },
  valueSet: {
    words: msg`Sets of values`,
    fresh: msg`New set of values`,
    path: "/v1/valuesets",
    names: ["name"],
  },
};

/** The kind of an address; articles where it names none. */
export function kindOf(name: string | undefined): Kind {
  return kinds.find((it) => it === name) ?? "article";
}
