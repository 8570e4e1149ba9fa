import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Search } from "../../app/search";

/** A question that is asked often, as the filters that answer it. */
export interface Preset {
  words: MessageDescriptor;
  search: Search;
}

function day(back: number): string {
  const at = new Date();
  at.setDate(at.getDate() - back);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Monday of this week is so many days ago. */
function sinceMonday(): number {
  return (new Date().getDay() + 6) % 7;
}

/** Questions that are asked often, as of today. */
export function presets(me: string): readonly Preset[] {
  const monday = sinceMonday();
  return [
    { words: msg`Assigned to me`, search: { assignee: me } },
    { words: msg`Overdue`, search: { overdue: "true" } },
    { words: msg`Due today`, search: { dueBefore: day(-1) } },
    {
      words: msg`Rejected last week`,
      search: {
        event: "DeclarationRejected",
        eventFrom: day(monday + 7),
        eventTo: day(monday + 1),
      },
    },
    {
      words: msg`Rejected this week`,
      search: { event: "DeclarationRejected", eventFrom: day(monday), eventTo: day(0) },
    },
    {
      words: msg`Released today`,
      search: { event: "Released", eventFrom: day(0), eventTo: day(0), group: "done" },
    },
    { words: msg`Changed in the last 7 days`, search: { changed: "7d" } },
  ];
}

/** What happened, in words, for the chip of an event. */
export const eventWords: Readonly<Record<string, MessageDescriptor>> = {
  DeclarationRejected: msg`Rejected`,
  Released: msg`Released`,
};
