import { queryOptions } from "@tanstack/react-query";

/** A page that stands in the documents, found by its code. */
export interface Reference {
  code: string;
  /** What it is in a few words. */
  title: string;
  page: string;
}

/** What happened, in the words of a page: its first sentence. */
function whatHappened(page: string): string {
  const found = /\*\*What happened\.\*\* (.*?\.)(?:\s|$)/su.exec(page);
  return (found?.[1] ?? "").replaceAll("`", "").replaceAll("\n", " ");
}

async function refusals(): Promise<Reference[]> {
  const { refusalPages } = await import("./refusalPages");
  return [...refusalPages].map(([code, page]) => ({ code, title: whatHappened(page), page }));
}

/** The rules, each a section of one document: `## V0605`, then its finding in bold. */
async function rules(): Promise<Reference[]> {
  const { default: text } = await import("../../../../docs/rules.md?raw");
  return text
    .split(/^(?=## V\d+)/mu)
    .slice(1)
    .map((page) => ({
      code: /^## (\S+)/u.exec(page)?.[1] ?? "",
      title: /\*\*([^*]+)\*\*/u.exec(page)?.[1] ?? "",
      page,
    }));
}

/** Findings that are not rules, each a row of a table: code, severity, what it says, what to do. */
async function findings(): Promise<Reference[]> {
  const { default: text } = await import("../../../../docs/findings.md?raw");
  const rows = text.matchAll(/^\| `(\w+)` \| (\w+) \| (.+?) \| (.+?) \|$/gmu);
  return [...rows].map(([, code = "", severity = "", says = "", remedy = ""]) => ({
    code,
    title: says.replace(/[.:;,].*$/su, "").replaceAll("`", ""),
    page: `## ${code}\n\n**What it says** (${severity}). ${says}.\n\n**What to do.** ${remedy}.`,
  }));
}

/** All codes that have a page: rules, findings and refusals, by their codes. */
export const referenceQuery = queryOptions({
  queryKey: ["help", "reference"],
  queryFn: async () => {
    const found = await Promise.all([rules(), findings(), refusals()]);
    return found.flat().toSorted((one, other) => one.code.localeCompare(other.code));
  },
  staleTime: Number.POSITIVE_INFINITY,
});
