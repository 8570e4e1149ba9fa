/** A message of an event stream (HTML 9.2.6). */
export interface Message {
  id: string;
  /** Its kind; empty for events of the log. */
  event: string;
  data: string;
}

/** Reads a stream of server-sent events; `heard` is called whenever anything comes, also comments. */
export async function* messagesOf(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
): AsyncGenerator<Message> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let message: Message = { id: "", event: "", data: "" };
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const raw of lines) {
        const line = raw.replace(/\r$/u, "");
        if (line === "") {
          if (message.id || message.data) yield message;
          message = { id: "", event: "", data: "" };
          continue;
        }
        const [name, text] = fieldOf(line);
        if (name === "id") message.id = text;
        else if (name === "event") message.event = text;
        else if (name === "data") message.data += message.data ? `\n${text}` : text;
      }
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** Name and text of a line; comments have no name. */
function fieldOf(line: string): [string, string] {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, ""];
  const text = line.slice(colon + 1);
  return [line.slice(0, colon), text.startsWith(" ") ? text.slice(1) : text];
}
