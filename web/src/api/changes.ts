import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { EventStream, type Present, type StreamState, type Told } from "./stream";

/** How long what changes is collected before anything is read of the server. */
const together = 400;

/** What changed in a tenant since the application was opened, for whoever shows it. */
class Changes {
  readonly #stream: EventStream;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<(present: Present) => void>();
  /** Numbers of declarations by which lists read their rows again. */
  #lrns = new Set<string>();
  #timer = 0;

  constructor(tenant: string) {
    this.#stream = new EventStream(
      tenant,
      (told) => this.#hear(told),
      (present) => {
        for (const listener of this.#watchers) listener(present);
      },
    );
  }

  get state(): StreamState {
    return this.#stream.state;
  }

  watch(changed: () => void): () => void {
    return this.#stream.watch(changed);
  }

  /** Calls back some time after something changed. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back with who looks at a declaration, which is the one that was opened last. */
  look(declaration: string, watcher: (present: Present) => void): () => void {
    this.#watchers.add(watcher);
    this.#stream.look(declaration);
    return () => this.#watchers.delete(watcher);
  }

  /** Takes what changed since it was taken last. */
  take(): ReadonlySet<string> {
    const taken = this.#lrns;
    this.#lrns = new Set();
    return taken;
  }

  close(): void {
    window.clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#tell);
    this.#stream.close();
  }

  #hear({ data }: Told): void {
    if (data.lrn) this.#lrns.add(data.lrn);
    this.#timer ||= window.setTimeout(() => {
      this.#timer = 0;
      this.#tell();
    }, together);
  }

  /** Tells whoever shows it; a tab that nobody sees reads nothing until it is seen. */
  #tell = (): void => {
    document.removeEventListener("visibilitychange", this.#tell);
    if (document.hidden) document.addEventListener("visibilitychange", this.#tell);
    else for (const listener of this.#listeners) listener();
  };
}

let current: { tenant: string; changes: Changes } | undefined;

function changesOf(tenant: string): Changes {
  if (current?.tenant !== tenant) {
    current?.changes.close();
    current = { tenant, changes: new Changes(tenant) };
  }
  return current.changes;
}

/** Listens to a tenant while the shell shows it: counts follow by themselves on every screen. */
export function useListening(tenant: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const changes = changesOf(tenant);
    const stop = changes.listen(
      () => void queries.invalidateQueries({ queryKey: ["counts", tenant] }),
    );
    return () => {
      stop();
      changes.close();
      if (current?.changes === changes) current = undefined;
    };
  }, [tenant, queries]);
}

const unheard: StreamState = { isLive: true };

/** Whether events arrive. */
export function useStreamState(tenant: string): StreamState {
  return useSyncExternalStore(
    (changed) => changesOf(tenant).watch(changed),
    () => (current?.tenant === tenant ? current.changes.state : unheard),
  );
}

/** Calls back with the numbers of declarations that changed, also those from before it was shown. */
export function listenToChanges(
  tenant: string,
  take: (lrns: ReadonlySet<string>) => void,
): () => void {
  const changes = changesOf(tenant);
  const pass = () => {
    const lrns = changes.take();
    if (lrns.size > 0) take(lrns);
  };
  pass();
  return changes.listen(pass);
}

/** Calls back with who looks at a declaration, whenever that changes. */
export function listenToPresence(
  tenant: string,
  declaration: string,
  take: (present: Present) => void,
): () => void {
  return changesOf(tenant).look(declaration, (present) => {
    if (present.declarationId === declaration) take(present);
  });
}
