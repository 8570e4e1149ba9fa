import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** Where trouble comes from: the heads of the list, in their order. */
export const origins = {
  messages: msg`Messages from customs`,
  connections: msg`Connections`,
  deliveries: msg`Deliveries to us`,
  webhooks: msg`Webhooks`,
  work: msg`Work that stopped`,
  other: msg`Other`,
} as const;

/** The name of such a place. */
export type Origin = keyof typeof origins;

/** What can be done about trouble beside looking at it: an act of the API. */
export type Remedy = "copy" | "read" | "assignMessage" | "retry" | "drop" | "test";

/** What people are told of a kind of alert. */
export interface KindWords {
  origin: Origin;
  /** What happened, in a few words. */
  title: MessageDescriptor;
  /** What it did not do. */
  undone?: MessageDescriptor;
  /** What to do, the likely first. */
  remedies: readonly { words: MessageDescriptor; act?: Remedy }[];
  /** The status whose drawing it has; that of a problem where absent. */
  drawn?: string;
}

const readAgain = {
  words: msg`Read it again, after an update or a changed setting of the connection.`,
  act: "read",
} as const;
const assign = {
  words: msg`Assign it to a declaration if you know which one it means; its status then follows from the history.`,
  act: "assignMessage",
} as const;
const test = { words: msg`Test the connection.`, act: "test" } as const;

/** Every kind that the server raises. */
export const kinds: Readonly<Record<string, KindWords>> = {
  "unreadable-message": {
    origin: "messages",
    title: msg`Cannot be read`,
    undone: msg`The message is stored as it came; nothing of it was applied to a declaration.`,
    remedies: [
      { words: msg`Ask the customs system to send it again.`, act: "copy" },
      readAgain,
      assign,
    ],
  },
  "unmatched-message": {
    origin: "messages",
    title: msg`Fits no declaration`,
    drawn: "DocumentControl",
    undone: msg`The message is stored; nothing of it was applied to a declaration.`,
    remedies: [assign, readAgain],
  },
  "unexpected-event": {
    origin: "messages",
    title: msg`Does not fit the status`,
    undone: msg`The message is stored; the status stayed as it was.`,
    remedies: [
      { words: msg`Look at the declaration's history, then ask customs which of the two holds.` },
    ],
  },
  "leaf-unread": {
    origin: "messages",
    title: msg`Parts were not read`,
    remedies: [{ words: msg`Tell the makers; what was not read is kept with the message.` }],
  },
  "callback-refused": {
    origin: "messages",
    title: msg`A callback was refused`,
    undone: msg`What it carried was not read, since the sender did not prove who it is.`,
    remedies: [{ words: msg`Compare the secret of callbacks with what customs was given.` }, test],
  },
  "connection-faulty": {
    origin: "connections",
    title: msg`The other side refuses us`,
    undone: msg`What waits for it is sent as soon as the connection is right.`,
    remedies: [{ words: msg`Mend its address, secret or certificate.` }, test],
  },
  "connection-missing": {
    origin: "connections",
    title: msg`There is no connection`,
    undone: msg`Messages wait until there is one.`,
    remedies: [{ words: msg`Set the connection up.` }],
  },
  "work-stuck": {
    origin: "work",
    title: msg`Work does not go on`,
    drawn: "NotReleased",
    remedies: [{ words: msg`Look at the server's log for the reason.` }],
  },
  "dead-task": {
    origin: "work",
    title: msg`A task was given up`,
    drawn: "NotReleased",
    undone: msg`What it was to do is not done.`,
    remedies: [
      { words: msg`Try it again, once its reason is gone.`, act: "retry" },
      { words: msg`Drop it, if it need not be done any more.`, act: "drop" },
    ],
  },
  "subscription-disabled": {
    origin: "webhooks",
    title: msg`A webhook was switched off`,
    undone: msg`Events are kept, and can be read from the log of events.`,
    remedies: [{ words: msg`Mend the receiver, then make the subscription anew.` }],
  },
  "step-not-started": {
    origin: "deliveries",
    title: msg`A step of a flow did not start`,
    undone: msg`The declaration of this step was not made.`,
    remedies: [{ words: msg`Correct the flow or its tables, then send the shipment again.` }],
  },
  "deadline-not-told": {
    origin: "other",
    title: msg`A limit passed untold`,
    remedies: [{ words: msg`Look at the declaration: its limit has passed.` }],
  },
};

/** What is told of a kind; of one that is not known its name. */
export function kindWords(kind: string): KindWords {
  return kinds[kind] ?? { origin: "other", title: msg`${kind}`, remedies: [] };
}
