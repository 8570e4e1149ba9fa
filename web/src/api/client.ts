import createClient, { type Middleware } from "openapi-fetch";
import { Problem, type ProblemBody } from "./problem";
import type { paths } from "./schema";

/** What every request carries once somebody is signed in. */
const carried = { tenant: "", csrfToken: "" };

/** Hooks of the application that are told when the session has ended. */
let onSignedOut: () => void = () => {};

const session: Middleware = {
  onRequest({ request }) {
    if (carried.tenant) request.headers.set("CAS-Tenant", carried.tenant);
    if (request.method !== "GET" && carried.csrfToken) {
      request.headers.set("CAS-CSRF-Token", carried.csrfToken);
    }
    return request;
  },
  onResponse({ request, response }) {
    // Wrong passwords are answered so too: whoever signs in is told, not sent away.
    const signsIn = new URL(request.url).pathname.startsWith("/v1/session");
    if (response.status === 401 && !signsIn) onSignedOut();
    return undefined;
  },
};

/** The server's public API, with the types of its OpenAPI document. */
export const api = createClient<paths>({ baseUrl: window.location.origin });
api.use(session);

/** From now on requests are made in a tenant. */
export function setTenant(tenant: string): void {
  carried.tenant = tenant;
}

/** From now on requests that change something carry a token of the session. */
export function setCsrfToken(token: string): void {
  carried.csrfToken = token;
}

/** Names what is done when a request is refused because the session has ended. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer, or the problem that it tells. */
export async function answered<T>(request: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await request;
  } catch (cause) {
    throw new Problem(undefined, cause);
  }
  if (!answer.response.ok) throw new Problem(answer.error as ProblemBody | undefined);
  return answer.data as T;
}
