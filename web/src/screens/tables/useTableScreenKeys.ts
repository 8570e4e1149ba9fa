import { msg } from "@lingui/core/macro";
import type { Search } from "../../app/search";
import { useKeys } from "../../keys/Keys";
import { docks } from "./panes/docks";
import type { Editor } from "./useEditor";
import type { Saving } from "./useSaveTable";

interface ScreenKeys {
  editor: Editor;
  saving: Saving;
  address: Search;
  change: (to: Search) => void;
  /** Goes to the next finding, or to the one before. */
  next: (step: number) => void;
}

/** The keys of the screen around the grid; some also work inside it. */
export function useTableScreenKeys({ editor, saving, address, change, next }: ScreenKeys): void {
  useKeys([
    {
      keys: "Ctrl+S",
      place: "table",
      words: msg`Save the draft`,
      whileTyping: true,
      act: () => {
        if (editor.canEdit && editor.isDirty) void saving.save();
      },
    },
    { keys: "Ctrl+Z", place: "table", words: msg`Undo`, act: editor.undo },
    { keys: "Ctrl+Shift+Z", also: ["Ctrl+Y"], place: "table", words: msg`Redo`, act: editor.redo },
    { keys: "F8", place: "table", words: msg`Next finding`, whileTyping: true, act: () => next(1) },
    {
      keys: "Shift+F8",
      place: "table",
      words: msg`Finding before`,
      whileTyping: true,
      act: () => next(-1),
    },
    {
      keys: "Ctrl+Shift+F",
      place: "table",
      words: msg`Find in rows`,
      whileTyping: true,
      act: () => document.getElementById("find-rows")?.focus(),
    },
    {
      keys: "B",
      place: "table",
      words: msg`Before and after in the cells`,
      act: () => change({ before: address.before === "1" ? "" : "1" }),
    },
    ...docks.map((dock, at) => ({
      keys: `${at + 1}`,
      place: "table" as const,
      words: dock.words,
      act: () => change({ dock: dock.id }),
    })),
  ]);
}
