// Nothing is cut, nothing overlaps, nothing lies outside the window: every screen, in both languages,
// from a wide window to one at 400 % zoom; and axe finds nothing serious, light and dark.

import { seriousFaults, signIn } from "./browser.mjs";
import { openView, prepare, views } from "./views.mjs";

const widths = [1440, 1280, 960, 320];

/** Runs in the page: what of its texts cannot be read. */
function unreadable() {
  const found = new Set();
  const boxes = [];
  const never = "button, h1, h2, h3, .st, .tag, [role=tab]";
  const say = (what, text) => found.add(`${what}: ${text.trim().slice(0, 60)}`);
  if (document.documentElement.scrollWidth > window.innerWidth + 1) say("the page is too wide", "");
  const inDialog = document.querySelector("[role=dialog]");
  const walker = document.createTreeWalker(inDialog ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent ?? "";
    const element = node.parentElement;
    if (!element || !text.trim() || element.closest("script, style, option, svg title")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    let { left, right, top, bottom } = range.getBoundingClientRect();
    if (right - left < 2 || bottom - top < 2) continue;
    const lines = [...range.getClientRects()];
    const cuts = [];
    let isSticky = false;
    let isHidden = false;
    let scrolls = false;
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      if (box.width <= 2 || box.height <= 2) isHidden = true;
      if (style.position === "sticky" || style.position === "fixed") isSticky = true;
      const across = style.overflowX;
      const down = style.overflowY;
      if (!scrolls && (across === "hidden" || across === "clip") && right > box.right + 1.5) {
        // What is shortened is told in full by its title; acts, heads and statuses never are.
        const isShort = style.textOverflow === "ellipsis";
        const isTold = element.closest("[title]") !== null && !element.closest(".st");
        if (!isShort || (element.closest(never)?.contains(at) && !isTold)) cuts.push("cut");
      }
      if (!scrolls && (down === "hidden" || down === "clip") && bottom > box.bottom + 4) {
        cuts.push("cut below");
      }
      if (/auto|scroll/.test(across + down) || across === "hidden") {
        if (/auto|scroll/.test(across + down)) scrolls = true;
        left = Math.max(left, box.left);
        right = Math.min(right, box.right);
        top = Math.max(top, box.top);
        bottom = Math.min(bottom, box.bottom);
      }
    }
    if (isHidden) continue;
    for (const cut of cuts) say(cut, text);
    if (!scrolls && right > window.innerWidth + 1) say("outside the window", text);
    if (right - left > 2 && bottom - top > 2 && !isSticky) {
      for (const line of lines) {
        boxes.push({
          element,
          text,
          left: Math.max(left, line.left),
          right: Math.min(right, line.right),
          top: Math.max(top, line.top),
          bottom: Math.min(bottom, line.bottom),
        });
      }
    }
  }
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (wide < 3 || high < 4) continue;
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const floats = ".pop, [role=dialog], [role=tooltip]";
      if (one.element.closest(floats) !== other.element.closest(floats)) continue;
      say("overlap", `${one.text.trim().slice(0, 28)} / ${other.text.trim().slice(0, 28)}`);
    }
  }
  return [...found];
}

function fitting(locale, words) {
  return {
    name: `texts fit and axe is content on every screen, in ${words}`,
    view: { locale },
    async play({ page, server }) {
      const faults = [];
      await page.goto(`${server.address}/sign-in`);
      await page.locator("input[name=name]").waitFor();
      const look = async (name) => {
        for (const width of widths) {
          await page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
          await page.waitForTimeout(150);
          for (const fault of await page.evaluate(unreadable)) {
            faults.push(`${name} at ${width}: ${fault}`);
          }
        }
        await page.setViewportSize({ width: 1440, height: 900 });
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          for (const fault of await seriousFaults(page)) {
            faults.push(`${name}, ${colorScheme}: ${fault}`);
          }
        }
        await page.emulateMedia({ colorScheme: "light" });
      };
      await look("sign-in");
      await signIn(page, server, "declarant", "/demo/declarations");
      const ids = await prepare(page);
      for (const view of views) {
        await openView(page, server, view, ids);
        await look(view.name);
      }
      if (faults.length > 0) throw new Error(faults.join("\n"));
    },
  };
}

export const fits = [fitting("en-GB", "English"), fitting("de-DE", "German")];
