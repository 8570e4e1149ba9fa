/** The documents about codes of refusals, one file a code: loaded together, when help is asked. */
const files = import.meta.glob<string>("../../../../docs/errors/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The text of each page by its code. */
export const refusalPages: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([file, page]) => [
    file.replace(/^.*\//u, "").replace(/\.md$/u, ""),
    page,
  ]),
);
