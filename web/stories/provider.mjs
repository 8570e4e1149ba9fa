// The identity provider of the test of single sign-on, for the story of signing in through it.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const folder = new URL("../../crates/testkit/tests/oidc/", import.meta.url).pathname;
const secret = "a secret of the stories";

/** Whether it was installed: npm ci in its folder. */
export const isProviderHere = existsSync(join(folder, "node_modules/oidc-provider"));

/** A port that was free a moment ago. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts it, and a server that sends people there; its address. */
export async function startServerWithProvider(binary) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const callback = `${address}/v1/sign-on/callback`;
  const provider = spawn("node", [join(folder, "provider.mjs"), callback, secret], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  let issuer;
  for await (const line of createInterface({ input: provider.stdout })) {
    issuer = line;
    break;
  }
  const data = mkdtempSync(join(tmpdir(), "cas-stories-"));
  const config = join(data, "cas.toml");
  writeFileSync(
    config,
    `public-url = "${address}"
oidc-issuer = "${issuer}"
oidc-client-id = "cas"
oidc-members = "anyone-granted"
oidc-to-private-addresses = true

[[oidc-grants]]
claim = "groups"
value = "declarants"
tenant = "default"
roles = ["declarant"]
`,
  );
  const listen = `127.0.0.1:${port}`;
  const options = ["--config", config, "--data", data, "--listen", listen, "--log", "error"];
  const server = spawn(binary, ["serve", ...options], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, CAS_OIDC_CLIENT_SECRET: secret },
  });
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    address,
    stop: () => {
      server.kill("SIGINT");
      provider.stdin.end();
    },
  };
}
