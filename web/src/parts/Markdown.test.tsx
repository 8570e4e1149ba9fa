import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Markdown } from "./Markdown";

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

test("heads, paragraphs and code are told apart", () => {
  expect(html("# A\n\n**What.** It is `b`.\n")).toBe(
    '<div class="markdown"><h2>A</h2><p><b>What.</b> It is <code>b</code>.</p></div>',
  );
});

test("a list goes on until an empty line", () => {
  expect(html("- a\n- b\n\nc")).toBe(
    '<div class="markdown"><ul><li>a</li><li>b</li></ul><p>c</p></div>',
  );
});

test("links lead to pages of codes, others are words", () => {
  expect(html("[x](V0010.md) [y](../API.md)")).toContain('<a href="/errors/V0010"');
  expect(html("[x](V0010.md) [y](../API.md)")).toContain("</a> y</p>");
});
