import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { Page } from "../worklist/rows";
import { kindWords, type Origin, origins, type Remedy } from "./kinds";
import type { Alert } from "./query";

/** Alerts by where they come from, in the order of the heads. */
export function byOrigin(alerts: readonly Alert[]): [Origin, Alert[]][] {
  const names = Object.keys(origins) as Origin[];
  return names
    .map((name): [Origin, Alert[]] => [
      name,
      alerts.filter((alert) => kindWords(alert.kind).origin === name),
    ])
    .filter(([, found]) => found.length > 0);
}

/** The acts on an alert; each reads the list anew. */
export function useAlertActs(tenant: string) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ["alerts", tenant] });
  const solve = useMutation({
    mutationFn: (alert: Alert) =>
      answered(
        api.POST("/v1/alerts/{id}/resolve", {
          params: { path: { id: alert.id } },
          body: { resolution: "solved" },
        }),
      ),
    onSettled,
  });
  const assign = useMutation({
    mutationFn: ({ alert, assignee }: { alert: Alert; assignee: string | null }) =>
      answered(
        api.PUT("/v1/alerts/{id}/assignment", {
          params: { path: { id: alert.id } },
          body: { assignee },
        }),
      ),
    onSettled,
  });
  const remedy = useMutation({
    mutationFn: ({
      alert,
      act,
      reason,
    }: {
      alert: Alert;
      act: Exclude<Remedy, "copy">;
      reason: string;
    }) => carryOut(alert, act, reason),
    onSettled,
  });
  return { solve, assign, remedy };
}

/** The id of the declaration that a number names, or the id itself. */
async function declarationOf(number: string): Promise<string> {
  if (/^[0-9a-f-]{36}$/u.test(number)) return number;
  const query = { view: "summary" as const, q: number, limit: 2 };
  const page = await answered(api.GET("/v1/declarations", { params: { query } }));
  const [first, second] = (page as Page).declarations;
  if (!first) throw new Error(t`No declaration has the number ${number}.`);
  if (second) throw new Error(t`Several declarations fit ${number}; give its whole LRN.`);
  return first.id;
}

async function carryOut(
  alert: Alert,
  act: Exclude<Remedy, "copy">,
  reason: string,
): Promise<unknown> {
  const body = { reason };
  const messageId = alert.messageId ?? "";
  const id = alert.subject ?? "";
  switch (act) {
    case "read":
      return answered(
        api.POST("/v1/messages/{messageId}/read", { params: { path: { messageId } }, body }),
      );
    case "assignMessage":
      return answered(
        api.POST("/v1/messages/{messageId}/assign", {
          params: { path: { messageId } },
          body: {
            declarationId: await declarationOf(reason.trim()),
            reason: "assigned on the screen of trouble",
          },
        }),
      );
    case "retry":
      return answered(api.POST("/v1/tasks/{id}/retry", { params: { path: { id } }, body }));
    case "drop":
      return answered(api.POST("/v1/tasks/{id}/drop", { params: { path: { id } }, body }));
    case "test":
      return answered(
        api.POST("/v1/connections/{system}/test", { params: { path: { system: id } } }),
      );
  }
}
