import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";
import { doAct, tryAct } from "../declaration/acts/request";
import type { Declaration, DryRun } from "../declaration/data";
import type { Fields, Json } from "../declaration/model/address";
import type { Way } from "./ways";

type Shipment = components["schemas"]["CustomsShipment"];
type Reference = components["schemas"]["Reference"];
export type PlannedDeclaration = components["schemas"]["PlannedDeclaration"];
export type PlannedDifference = components["schemas"]["PlannedDifference"];

/** What is asked for. */
export interface Wish {
  way: Way;
  declaration: Declaration;
  patch: Fields;
  /** The version that what is typed was typed on. */
  version: number;
  reason: string;
}

/** What of a plan people are shown, whichever way it was made. */
export interface Planned {
  run: DryRun;
  isPossible: boolean;
  waits: boolean;
  errors: string[];
  declarations: PlannedDeclaration[];
  messages: components["schemas"]["PlannedMessage"][];
  notifications: components["schemas"]["PlannedNotification"][];
}

/** Whether enough is given to try it. */
export function isComplete({ way, patch, reason }: Wish): boolean {
  if (way === "invalidate") return reason.trim() !== "";
  return way === "amend" || Object.keys(patch).length > 0;
}

/** What it would do. */
export async function tryWish(wish: Wish): Promise<Planned> {
  const run = await send(wish, undefined);
  return planned(run as DryRun);
}

/** Does exactly what the plan says, and waits until it is done. */
export async function doWish(wish: Wish, fingerprint: string): Promise<void> {
  const action = actionOf(wish);
  if (action) {
    const done = await doAct(action, bodyOf(wish), fingerprint);
    if (done?.outcome === "unsuccessful") {
      throw new Error(done.errors?.map((it) => it.message).join(". "));
    }
    return;
  }
  const answer = await send(wish, fingerprint);
  if ("referenceId" in answer) await ended(answer.referenceId);
}

function actionOf({ way, declaration }: Wish) {
  return declaration.actions.find((it) => it.action === way && way !== "edit");
}

function bodyOf({ reason }: Wish): Fields {
  return reason.trim() ? { reason: reason.trim() } : {};
}

async function send(
  wish: Wish,
  fingerprint: string | undefined,
): Promise<DryRun | Reference | object> {
  const { way, declaration, patch, version, reason } = wish;
  const action = actionOf(wish);
  if (action) return tryAct(action, bodyOf(wish));
  const plan = fingerprint === undefined ? {} : { "CAS-Plan": fingerprint };
  const dryRun = fingerprint === undefined ? { dryRun: true } : {};
  if (way === "edit") {
    return answered(
      api.PATCH("/v1/declarations/{id}", {
        params: {
          path: { id: declaration.id },
          query: { ...dryRun, ...(reason.trim() ? { reason: reason.trim() } : {}) },
          header: { ...plan, ...(fingerprint ? { "If-Match": `"${version}"` } : {}) },
        },
        body: patch,
      }),
    );
  }
  const body = way === "replace" ? await replacement(wish) : update(declaration, patch);
  return answered(
    api.POST("/v1/customsshipments", { params: { query: dryRun, header: plan }, body }),
  ) as Promise<DryRun | Reference>;
}

function update(declaration: Declaration, patch: Fields): Shipment {
  return {
    messageType: "Update",
    direction: declaration.direction,
    externalReference: declaration.customsShipmentReference,
    singleAdministrativeDocument: patch,
  };
}

/** The shipment as it was sent, with what changes: each record is put over what is there. */
async function replacement({ declaration, patch }: Wish): Promise<Shipment> {
  const reference = declaration.customsShipmentReference;
  const shipment = await answered(
    api.GET("/v1/customsshipments/{reference}", { params: { path: { reference } } }),
  );
  const document = (shipment as { document?: Shipment }).document;
  return {
    ...document,
    messageType: "Replace",
    externalReference: reference,
    direction: declaration.direction,
    singleAdministrativeDocument: over(
      (document?.singleAdministrativeDocument ?? {}) as Json,
      patch,
    ) as Fields,
  };
}

function over(under: Json | undefined, patch: Json): Json {
  if (Array.isArray(patch)) {
    const elements = Array.isArray(under) ? [...under] : [];
    for (const one of patch) {
      const { $add: _add, $remove: removes, ...fields } = one as Fields;
      const at = elements.findIndex((it) => (it as Fields).casReference === fields.casReference);
      if (removes && at >= 0) elements.splice(at, 1);
      else if (at >= 0) elements[at] = over(elements[at], fields);
      else elements.push(fields);
    }
    return elements;
  }
  if (typeof patch !== "object" || patch === null) return patch;
  const result = { ...((under ?? {}) as Fields) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = over(result[name], value);
  }
  return result;
}

/** Waits until a message of a shipment was processed; where it waits for customs, that is enough. */
async function ended(referenceId: string): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) {
    const one = await answered(
      api.GET("/v1/ingestions/{referenceId}", { params: { path: { referenceId } } }),
    );
    if (one.finishedAt || one.waitsFor) {
      const errors = one.errors as { message?: string }[] | undefined;
      if (one.state === "failed" || one.state === "refused" || (errors?.length ?? 0) > 0) {
        throw new Error(errors?.map((it) => it.message ?? "").join(". "));
      }
      return;
    }
    await new Promise((resume) => window.setTimeout(resume, 250));
  }
}

function planned(run: DryRun): Planned {
  const [ingestion] = run.plan.ingestions ?? [];
  const [action] = run.plan.actions ?? [];
  const part = ingestion ?? action;
  const declarations = ingestion?.declarations ?? run.plan.declarations ?? [];
  const outcome = part?.outcome ?? "successful";
  return {
    run,
    isPossible: run.wouldAnswer.status < 300 && ["successful", "waits"].includes(outcome),
    waits: outcome === "waits",
    errors: ((part?.errors ?? []) as { message: string }[]).map((it) => it.message),
    declarations: action?.declaration ? [action.declaration] : declarations,
    messages: [...(part?.messages ?? []), ...(run.plan.messages ?? [])],
    notifications: [...(part?.notifications ?? []), ...(run.plan.notifications ?? [])],
  };
}
