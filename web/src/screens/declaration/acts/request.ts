import { answered, api } from "../../../api/client";
import type { components } from "../../../api/schema";
import type { DryRun } from "../data";
import type { Fields } from "../model/address";

export type AllowedAction = components["schemas"]["AllowedAction"];
type Accepted = components["schemas"]["ActionAccepted"];

/** All acts are asked for alike: the server names the path of each. */
const anyAct = "/v1/declarations/{id}/submit";

function ask(
  action: AllowedAction,
  body: Fields,
  plan: { dryRun: true } | { fingerprint: string },
) {
  const isTrial = "dryRun" in plan;
  return answered(
    api.POST(action.path as typeof anyAct, {
      params: {
        path: { id: "" },
        query: isTrial ? { dryRun: true } : {},
        header: isTrial ? {} : { "CAS-Plan": plan.fingerprint },
      },
      body,
    }),
  );
}

/** What an act would do. */
export async function tryAct(action: AllowedAction, body: Fields): Promise<DryRun> {
  return (await ask(action, body, { dryRun: true })) as DryRun;
}

/** Does what its plan said, and waits until it is done. */
export async function doAct(action: AllowedAction, body: Fields, fingerprint: string) {
  const { actionId } = (await ask(action, body, { fingerprint })) as Accepted;
  for (let turn = 0; turn < 60; turn += 1) {
    const done = await answered(
      api.GET("/v1/actions/{id}", { params: { path: { id: actionId } } }),
    );
    if (done.outcome !== "waiting") return done;
    await new Promise((resume) => window.setTimeout(resume, Math.min(200 + turn * 50, 1_000)));
  }
  return undefined;
}
