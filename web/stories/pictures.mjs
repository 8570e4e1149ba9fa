// Pictures of every screen with the demo's data, light and dark, and the page that shows them.
//
// node pictures.mjs BINARY

import { mkdirSync, writeFileSync } from "node:fs";
import { openBrowser, openPage, signIn } from "./browser.mjs";
import { startServer } from "./server.mjs";
import { openView, prepare, views } from "./views.mjs";

const folder = new URL("../../docs/screens/", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const server = await startServer(process.argv[2]);
const browser = await openBrowser();
const signInView = { name: "sign-in", shows: "Where one signs in." };

for (const theme of ["light", "dark"]) {
  const { page, close } = await openPage(browser, { theme });
  const take = (name) => page.screenshot({ path: `${folder}${name}-${theme}.png` });
  await page.goto(`${server.address}/sign-in`);
  await page.locator("input[name=name]").waitFor();
  await take(signInView.name);
  await signIn(page, server, "declarant", "/demo/declarations");
  const ids = await prepare(page);
  for (const view of views) {
    await openView(page, server, view, ids);
    await take(view.name);
    console.log(`${view.name}, ${theme}`);
  }
  await close();
}
await browser.close();
server.stop();

const parts = [...views, signInView].map(
  ({ name, shows }) =>
    `## ${name.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase())}\n\n${shows}\n\n` +
    `![${shows}](${name}-light.png)\n\n![The same in dark](${name}-dark.png)\n`,
);
const head =
  "# Pictures of the screens\n\nWith the data of `cas demo`, 1440 × 900, made by " +
  "`scripts/web.sh pictures`. What the screens are for stands in [screens](../screens.md).\n\n";
writeFileSync(`${folder}README.md`, head + parts.join("\n"));
process.exit(0);
