import { msg } from "@lingui/core/macro";
import { type FocusEvent, useRef } from "react";
import { useKeys } from "../../keys/Keys";
import type { KeyAct } from "../../keys/registry";
import type { AllowedAction } from "./acts/request";
import { correcting } from "./acts/words";
import type { Desk } from "./desk";
import { type Pane, panes, paneWords } from "./panes/Side";

interface Wishes {
  desk: Desk;
  main: AllowedAction | undefined;
  onAct: (action: AllowedAction) => void;
  onSave: () => void;
  onSubmit: (() => void) | undefined;
  onPlan: () => void;
  onCorrect: () => void;
  onBack: () => void;
  onOrigins: () => void;
  onPane: (pane: Pane) => void;
  onZoom: () => void;
  onCompare: () => void;
}

/** The keys of the declaration. Answers also how findings are gone through and where the focus is. */
export function useDeclarationKeys(wishes: Wishes) {
  const { desk, main, onAct, onSubmit } = wishes;
  const { drafting, declaration } = desk;
  /** The finding and the field that were last gone to. */
  const finding = useRef(-1);
  const field = useRef<string>(undefined);
  const nextFinding = (step: 1 | -1) => {
    const all = desk.found.filter((it) => it.addresses.length > 0);
    if (all.length === 0) return;
    const from = finding.current < 0 && step < 0 ? 0 : finding.current;
    finding.current = (from + step + all.length) % all.length;
    const address = all[finding.current]?.addresses[0];
    if (address !== undefined) {
      field.current = address;
      desk.jump(address);
    }
  };
  const focused = (event: FocusEvent) => {
    const address = (event.target as HTMLElement).dataset.address;
    if (address) field.current = address;
  };
  /** The field or cell that has the focus. */
  const focusedAddress = (): string | undefined => {
    const active = window.document.activeElement;
    const cell = active?.getAttribute("aria-activedescendant");
    if (cell) return window.document.getElementById(cell)?.dataset.cell;
    return active instanceof HTMLElement ? active.dataset.address : undefined;
  };
  const chain = () => {
    const address = focusedAddress() ?? field.current;
    if (address) desk.openChain(desk.chainOf === address ? undefined : address);
  };
  const act = (name: string) => {
    const action = declaration.actions.find((it) => it.action === name);
    if (action && !correcting.has(name)) onAct(action);
  };
  const here = (keys: string, words: KeyAct["words"], run: () => void, whileTyping = false) => ({
    keys,
    place: "declaration" as const,
    words,
    act: run,
    whileTyping,
  });
  /** One step out: of the chain, of the field, of the declaration. */
  const out = () => {
    const field = window.document.activeElement;
    if (desk.chainOf) desk.openChain(undefined);
    else if (field instanceof HTMLElement && field.matches("input, select, textarea")) field.blur();
    else wishes.onBack();
  };
  const isHeld = declaration.actions.some((it) => it.action === "release-hold");
  useKeys([
    here("F8", msg`Next finding`, () => nextFinding(1), true),
    here("Shift+F8", msg`Finding before`, () => nextFinding(-1), true),
    here("Alt+O", msg`Where the value comes from`, chain, true),
    here("O", msg`Origins of all fields`, wishes.onOrigins),
    here("P", msg`What would happen`, wishes.onPlan),
    here("Ctrl+S", msg`Save`, wishes.onSave, true),
    here("Ctrl+Z", msg`Undo`, drafting.undo, true),
    here("Ctrl+Shift+Z", msg`Redo`, drafting.redo, true),
    here("E", msg`Correct`, wishes.onCorrect),
    here("D", msg`Compare with what customs has`, wishes.onCompare),
    here("Z", msg`Timeline: next zoom`, wishes.onZoom),
    here("S", msg`Submit`, () => act("submit")),
    here("V", msg`Validate`, () => act("validate")),
    here("H", msg`Hold, or let go on`, () => act(isHeld ? "release-hold" : "hold")),
    here("N", msg`Note`, () => wishes.onPane("notes")),
    ...panes.map((pane, at) => here(String(at + 1), paneWords[pane], () => wishes.onPane(pane))),
    here(
      "Ctrl+Enter",
      msg`The filled act`,
      () => {
        if (main) onAct(main);
        else if (onSubmit) onSubmit();
        else nextFinding(1);
      },
      true,
    ),
    here("Esc", msg`Leave the field, then back to the list`, out, true),
  ]);
  return { nextFinding, focused, focusedAddress };
}
