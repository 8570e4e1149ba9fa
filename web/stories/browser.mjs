// A real browser on the real server: each story begins signed in as somebody, and ends with nothing
// that the page's policy refused and no error on the console.

import { existsSync } from "node:fs";
import AxeBuilder from "axe-core";
import { chromium } from "playwright-core";
import { answerScreens } from "./screens.mjs";

const places = [process.env.CAS_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** Where Chromium is; undefined where there is none. */
export const chromiumPath = places.find((path) => path && existsSync(path));

/** Opens a browser. */
export function openBrowser() {
  return chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
}

/** A page of its own for a story, in a language and a theme. */
export async function openPage(browser, { locale = "en-GB", theme = "light", width = 1440 } = {}) {
  const context = await browser.newContext({
    locale,
    colorScheme: theme,
    viewport: { width, height: 900 },
    reducedMotion: "reduce",
  });
  if (process.env.CAS_SCREENS) await answerScreens(context, process.env.CAS_SCREENS);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(`error on the page: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    // A refusal that a screen shows is on the console too, with its status alone.
    const isAnswer = /^Failed to load resource: the server responded with a status of 4/.test(text);
    if (message.type() === "error" && !isAnswer) faults.push(`console: ${text}`);
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI}`);
    });
  });
  return { page, faults, close: () => context.close() };
}

// Who signs in too often within a minute is kept waiting: a person's session serves many stories.
const sessions = new Map();

/** Signs in on the screen, as somebody would; with the session of an earlier story where it holds. */
export async function signIn(page, server, person, to = "/") {
  const key = `${server.address} ${person}`;
  const cookies = sessions.get(key);
  if (cookies) {
    await page.context().addCookies(cookies);
    const session = await page.request.get(`${server.address}/v1/session`);
    if (session.ok()) {
      await page.goto(server.address + to);
      return;
    }
    await page.context().clearCookies();
  }
  await page.goto(`${server.address}/sign-in?to=${encodeURIComponent(to)}`);
  await page.locator("input[name=name]").fill(person);
  await page.locator("input[name=password]").fill(server.people[person]);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  sessions.set(key, await page.context().cookies());
}

/** What axe finds on a page that is serious or critical. */
export async function seriousFaults(page) {
  await page.evaluate(AxeBuilder.source);
  const found = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" | ")}`);
}
