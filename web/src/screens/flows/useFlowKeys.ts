import { msg } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import type { Search } from "../../app/search";
import { useKeys } from "../../keys/Keys";
import type { KeyAct } from "../../keys/registry";
import type { CanvasContext } from "./canvas/context";
import type { Step } from "./model/flow";
import type { Check } from "./model/useCheck";
import type { Draft } from "./model/useDraft";
import type { Saving } from "./useSaving";

interface FlowKeys {
  slug: string;
  draft: Draft;
  check: Check;
  step: Step | undefined;
  isPaneOpen: boolean;
  saving: Saving;
  canEdit: boolean;
  show: (search: Search) => void;
  add: CanvasContext["add"];
  turnView: () => void;
}

/** The keys of the designer. Gives back what leads to the next finding. */
export function useFlowKeys(keys: FlowKeys): () => void {
  const { slug, draft, check, step, isPaneOpen, saving, canEdit, show, add, turnView } = keys;
  const navigate = useNavigate();
  const at = useRef(-1);
  const toFinding = (by = 1) => {
    const { found } = check;
    if (found.length === 0) return;
    at.current = (at.current + by + found.length) % found.length;
    const [first] = found[at.current]?.steps ?? [];
    show({ dock: "checks", ...(first !== undefined && { step: first }) });
  };
  const leave = () => {
    const typing = document.activeElement;
    if (typing instanceof HTMLElement && typing.closest(".steppane,.text,.flowdock")) typing.blur();
    else if (isPaneOpen) show({ step: "" });
    else void navigate({ to: "/$tenant/flows", params: { tenant: slug }, search: {} });
  };
  const toPane = () => {
    const first = document.querySelector<HTMLElement>("#step :is(input,select,button)");
    first?.focus();
  };
  const place = "flow" as const;
  const editing: KeyAct[] = [
    {
      keys: "Alt+N",
      also: ["Insert"],
      place,
      words: msg`Step after this one`,
      act: () => add(step ? { after: step.name } : {}),
    },
    {
      keys: "Ctrl+S",
      place,
      words: msg`Save the draft`,
      whileTyping: true,
      act: () => void saving.save(),
    },
    { keys: "Ctrl+Z", place, words: msg`Undo`, act: draft.undo },
    { keys: "Ctrl+Shift+Z", place, words: msg`Redo`, act: draft.redo },
  ];
  useKeys([
    { keys: "Enter", place, words: msg`Into the form of the step`, act: toPane },
    { keys: "Z", place, words: msg`Graph, both, text`, act: turnView },
    {
      keys: "F8",
      place,
      words: msg`Next finding`,
      whileTyping: true,
      act: () => toFinding(),
    },
    {
      keys: "Shift+F8",
      place,
      words: msg`Finding before`,
      whileTyping: true,
      act: () => toFinding(-1),
    },
    { keys: "Esc", place, words: msg`One step out`, whileTyping: true, act: leave },
    ...(canEdit ? editing : []),
  ]);
  return () => toFinding();
}
