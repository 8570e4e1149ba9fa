import type { components } from "./schema";

/** What the server says when it refuses (RFC 9457). */
export type ProblemBody = components["schemas"]["Problem"];

/** A request that the server refused, or that did not reach it. */
export class Problem extends Error {
  /** What the server said; absent where it was not reached. */
  readonly body: ProblemBody | undefined;

  constructor(body: ProblemBody | undefined, cause?: unknown) {
    super(body?.detail ?? "no answer", { cause });
    this.name = "Problem";
    this.body = body;
  }

  /** The code of the refusal; `unreachable` where there was no answer. */
  get code(): string {
    return this.body?.code ?? "unreachable";
  }

  /** The HTTP status; 0 where there was no answer. */
  get status(): number {
    return this.body?.status ?? 0;
  }
}

/** Whether trying again may help: the server was not reached, or is busy. */
export function isPassing(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || error.status === 503);
}
