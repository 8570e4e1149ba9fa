// The product's own demo: server, authority and people, on ports of their own.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts the demo of a binary; the address of its screens and who can sign in. */
export async function startServer(binary, { items = 40 } = {}) {
  const options = ["--listen", "127.0.0.1:0", "--authority-listen", "127.0.0.1:0"];
  const sizes = ["--parcels", "20", "--items", String(items), "--pace-ms", "20"];
  const demo = spawn(binary, ["demo", ...options, ...sizes], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const people = {};
  let address;
  for await (const line of createInterface({ input: demo.stdout })) {
    address ??= /^The screens are at (\S+);/.exec(line)?.[1];
    const person = /^ {2}(\w+) +(\S+) {3}\(\w+\)$/.exec(line);
    if (address && person) people[person[1]] = person[2];
    if (/^The demo tenant stays up/.test(line)) break;
  }
  if (!address) throw new Error("the demo ended before its screens were there");
  demo.stdout.resume();
  return {
    address,
    people,
    stop: () => demo.kill("SIGINT"),
  };
}
