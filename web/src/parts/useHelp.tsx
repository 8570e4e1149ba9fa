import { msg } from "@lingui/core/macro";
import { type ReactNode, useRef, useState } from "react";
import { useKeys } from "../keys/Keys";
import { Help, type HelpTopic } from "./Help";

/**
 * `F1` on a screen: what is shown of the thing that has the focus is asked of the screen when it is
 * pressed. Answers the drawer, to be drawn somewhere in the screen, and what opens it by hand.
 */
export function useHelp(find: () => HelpTopic | undefined): {
  drawer: ReactNode;
  open: (topic: HelpTopic) => void;
} {
  const [topic, setTopic] = useState<HelpTopic>();
  const from = useRef<Element>(null);
  const open = (wanted: HelpTopic | undefined) => {
    if (!wanted) return;
    if (!topic) from.current = document.activeElement;
    setTopic(wanted);
  };
  const close = () => {
    setTopic(undefined);
    if (from.current instanceof HTMLElement) from.current.focus();
  };
  useKeys([
    {
      keys: "F1",
      place: "everywhere",
      words: msg`Help on what has the focus`,
      whileTyping: true,
      act: () => (topic ? close() : open(find())),
    },
  ]);
  return { drawer: topic ? <Help topic={topic} onClose={close} /> : null, open };
}
