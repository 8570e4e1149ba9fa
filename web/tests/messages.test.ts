import { expect, it } from "vitest";
import { type Message, messagesOf } from "../src/api/messages";

/** A stream of these texts, each as one piece. */
function bodyOf(...texts: string[]): ReadableStream<Uint8Array> {
  const bytes = texts.map((text) => new TextEncoder().encode(text));
  return new ReadableStream({
    pull(controller) {
      const next = bytes.shift();
      if (next) controller.enqueue(next);
      else controller.close();
    },
  });
}

async function read(...texts: string[]): Promise<{ messages: Message[]; heard: number }> {
  const messages: Message[] = [];
  let heard = 0;
  for await (const message of messagesOf(bodyOf(...texts), () => heard++)) messages.push(message);
  return { messages, heard };
}

it("reads events, also where a piece ends inside of a line", async () => {
  const { messages } = await read("id: 41\nda", 'ta: {"a":1}\n', "\nid: 42\ndata: x\n\n");
  expect(messages).toEqual([
    { id: "41", event: "", data: '{"a":1}' },
    { id: "42", event: "", data: "x" },
  ]);
});

it("hears comments, and takes the place that a quiet stream tells", async () => {
  const { messages, heard } = await read(": still here\n", "id: 40\n\n");
  expect(heard).toBe(2);
  expect(messages).toEqual([{ id: "40", event: "", data: "" }]);
});

it("tells the kind of a message", async () => {
  const { messages } = await read('event: end\r\ndata: {"reason":"too-slow"}\r\n\r\n');
  expect(messages.map((it) => [it.event, it.data])).toEqual([["end", '{"reason":"too-slow"}']]);
});
