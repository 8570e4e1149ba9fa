// Screens from a folder in place of those that the binary has inside: what the sources build can be
// played without building the binary anew. The page keeps the policy and the nonce of the server.

import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

const kinds = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
};
const nonceOf = /style-nonce" content="([^"]+)"/;
const ofScreens = /^\/($|(assets|sign-in|password|demo|default)(\/|$))/;

/** Answers a browser's requests for screens from the folder. */
export async function answerScreens(context, folder) {
  await context.route(
    (url) => url.hostname === "127.0.0.1" && ofScreens.test(url.pathname),
    async (route) => {
      const { pathname } = new URL(route.request().url());
      const file = join(folder, pathname);
      if (pathname.startsWith("/assets/") && existsSync(file)) {
        const contentType = kinds[extname(file)] ?? "application/octet-stream";
        await route.fulfill({ body: readFileSync(file), contentType });
      } else if (route.request().resourceType() === "document") {
        const answer = await route.fetch();
        const nonce = nonceOf.exec(await answer.text())?.[1];
        if (!nonce) return route.fulfill({ response: answer });
        const page = readFileSync(join(folder, "index.html"), "utf8");
        const body = page.replace('style-nonce" content="', `style-nonce" content="${nonce}`);
        await route.fulfill({ response: answer, body });
      } else await route.continue();
    },
  );
}
