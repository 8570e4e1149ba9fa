import { answered, api } from "./client";
import { type Message, messagesOf } from "./messages";
import { Problem } from "./problem";
import type { components } from "./schema";

/** What the stream tells of a declaration; events carry more, which lists do not need. */
export interface Told {
  eventType: string;
  eventSubType?: string;
  data: { id?: string; lrn?: string; customsShipmentReference?: string };
}

/** Who looks at a declaration. */
export type Present = components["schemas"]["Present"];

/** Whether events arrive, and since when they do not. */
export type StreamState = { isLive: true } | { isLive: false; since: Date };

/** What tabs of a browser say to each other. */
type Said =
  | { kind: "message"; message: Message }
  | { kind: "state"; isLive: boolean; since: number; place: string }
  | { kind: "look"; declaration: string }
  | { kind: "ask" };

/** Pauses between tries to connect, in seconds; the last is kept. */
const pauses = [1, 2, 4, 8, 15, 30];

/** Who goes through declarations quickly need not hear who looks at each of them. */
const settled = 800;

/** The server says every 15 seconds that it is there; who says nothing for so long is gone. */
const silence = 40_000;

/**
 * The events of a tenant as they happen: one connection per browser. The tab that holds a lock
 * reads the stream and passes on what it hears; when it is closed, the next one goes on behind the
 * last event that was heard.
 */
export class EventStream {
  readonly #name: string;
  readonly #channel: BroadcastChannel;
  readonly #closing = new AbortController();
  readonly #hear: (told: Told) => void;
  readonly #changed = new Set<() => void>();
  /** Live until it is known to be otherwise: what is shown was read a moment ago. */
  #state: StreamState = { isLive: true };
  #place = "";
  #isReading = false;
  /** The declaration that was opened last in any tab: who looks at it is told, too. */
  #looked = "";
  /** Ends the connection for another one. */
  #again: (() => void) | undefined;
  #timer = 0;
  readonly #present: (present: Present) => void;

  constructor(tenant: string, hear: (told: Told) => void, present: (present: Present) => void) {
    this.#present = present;
    this.#name = `cas.stream.${tenant}`;
    this.#hear = hear;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }: MessageEvent<Said>) => this.#listen(data);
    this.#say({ kind: "ask" });
    void this.#waitForTurn();
  }

  get state(): StreamState {
    return this.#state;
  }

  /** Calls back whenever the state changes. */
  watch(changed: () => void): () => void {
    this.#changed.add(changed);
    return () => this.#changed.delete(changed);
  }

  /** From now on it is told who looks at a declaration; of the one that was opened last. */
  look(declaration: string): void {
    this.#look(declaration);
    this.#say({ kind: "look", declaration });
  }

  #look(declaration: string): void {
    if (this.#looked === declaration) return;
    this.#looked = declaration;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#again?.(), settled);
  }

  close(): void {
    window.clearTimeout(this.#timer);
    this.#closing.abort();
    this.#channel.close();
  }

  #say(said: Said): void {
    if (!this.#closing.signal.aborted) this.#channel.postMessage(said);
  }

  /** Hears what the reading tab passes on. */
  #listen(said: Said): void {
    if (said.kind === "message") this.#take(said.message);
    else if (said.kind === "look") this.#look(said.declaration);
    else if (said.kind === "state") {
      this.#place = said.place || this.#place;
      this.#be(said.isLive ? { isLive: true } : { isLive: false, since: new Date(said.since) });
    } else if (this.#isReading) this.#sayState();
  }

  #sayState(): void {
    const { isLive } = this.#state;
    const since = this.#state.isLive ? 0 : this.#state.since.getTime();
    this.#say({ kind: "state", isLive, since, place: this.#place });
  }

  #be(state: StreamState): void {
    // It stopped when it stopped, however often it was tried since.
    if (state.isLive === this.#state.isLive) return;
    this.#state = state;
    for (const changed of this.#changed) changed();
  }

  #take(message: Message): void {
    if (message.id) this.#place = message.id;
    if (message.data && message.event === "presence") {
      this.#present(JSON.parse(message.data) as Present);
    }
    if (!message.data || message.event) return;
    this.#hear(JSON.parse(message.data) as Told);
  }

  async #waitForTurn(): Promise<void> {
    const { signal } = this.#closing;
    // Without locks (they need a secure origin) every tab reads for itself.
    if (!navigator.locks) return this.#read();
    try {
      await navigator.locks.request(this.#name, { signal }, () => this.#read());
    } catch (cause) {
      if (!signal.aborted) throw cause;
    }
  }

  /** Reads until this is closed or the session has ended; connects again whatever ends it. */
  async #read(): Promise<void> {
    const { signal } = this.#closing;
    this.#isReading = true;
    for (let failed = 0; !signal.aborted; failed++) {
      try {
        const isOther = await this.#connect(() => {
          failed = 0;
        });
        if (isOther) continue;
      } catch (problem) {
        const status = problem instanceof Problem ? problem.status : 0;
        // It may be gone, or another may not see it: events are told all the same.
        if (this.#looked && (status === 403 || status === 404)) {
          this.#looked = "";
          continue;
        }
        if (status === 401 || status === 403) break;
      }
      if (signal.aborted) break;
      this.#be({ isLive: false, since: new Date() });
      this.#sayState();
      await pause(pauses[Math.min(failed, pauses.length - 1)] ?? 30, signal);
    }
    this.#again = undefined;
    this.#isReading = false;
  }

  /** Reads one connection to its end; answers whether another was wanted in its place. */
  async #connect(connected: () => void): Promise<boolean> {
    const given = new AbortController();
    const looked = this.#looked;
    let isOther = false;
    this.#again = () => {
      if (looked === this.#looked) return;
      isOther = true;
      given.abort();
    };
    try {
      await this.#hearAll(given, looked, connected);
    } catch (cause) {
      if (!isOther) throw cause;
    }
    return isOther;
  }

  async #hearAll(given: AbortController, looked: string, connected: () => void): Promise<void> {
    const signal = AbortSignal.any([this.#closing.signal, given.signal]);
    let watch = window.setTimeout(() => given.abort(), silence);
    const headers = this.#place ? { "Last-Event-ID": this.#place } : {};
    const query = {
      ...(!this.#place && { from: "now" }),
      ...(looked && { presence: looked }),
    };
    const body = await answered<unknown>(
      api.GET("/v1/events/stream", { params: { query }, headers, parseAs: "stream", signal }),
    );
    connected();
    this.#be({ isLive: true });
    this.#sayState();
    const heard = () => {
      window.clearTimeout(watch);
      watch = window.setTimeout(() => given.abort(), silence);
    };
    try {
      for await (const message of messagesOf(body as ReadableStream<Uint8Array>, heard)) {
        if (message.event === "end") return;
        this.#take(message);
        this.#say({ kind: "message", message });
      }
    } finally {
      window.clearTimeout(watch);
    }
  }
}

/** Waits, less long where the browser says that it has a network again. */
function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      window.clearTimeout(timer);
      window.removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      done();
    };
    // Not all browsers at the same moment after the server was away.
    const timer = window.setTimeout(end, seconds * 1000 * (0.75 + Math.random() / 2));
    window.addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}
