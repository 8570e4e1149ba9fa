import { t } from "@lingui/core/macro";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import type { Given, ReadMessage, Source, Wrong } from "./given";
import { lineOfError } from "./lines";

/** Whether a text is meant as an official message. */
export function isXml(text: string): boolean {
  return text.trimStart().startsWith("<");
}

/** The shipment that would make an official message of a trader. Systems are tried in order. */
export async function readXml(source: Source, systems: readonly string[]): Promise<Given> {
  const broken = brokenAt(source.text);
  if (broken) return { source, line: broken.line ?? 1, wrong: [broken] };
  const reasons: string[] = [];
  for (const system of systems) {
    try {
      return givenOf(source, await read(system, source.text));
    } catch (problem) {
      const isUnread = problem instanceof Problem && problem.code === "message-unreadable";
      if (!isUnread) throw problem;
      reasons.push(`${system}: ${problem.message}`);
    }
  }
  const wrong: Wrong = {
    message:
      systems.length === 1
        ? (reasons[0] ?? "")
        : t`No customs system knows it as a message of its traders.`,
    remedy: t`Choose the system above to read why. What customs answered is not read here.`,
    code: "message-unreadable",
    line: 1,
    severity: "error",
  };
  return { source, line: 1, wrong: [wrong] };
}

function read(system: string, text: string): Promise<ReadMessage> {
  return answered(
    api.POST("/v1/systems/{system}/declarations/read", {
      params: { path: { system } },
      headers: { "Content-Type": "application/xml" },
      body: text,
      bodySerializer: (body) => body,
    }),
  );
}

function givenOf(source: Source, message: ReadMessage): Given {
  const { shipment, unread } = message;
  const wrong = unread.map(
    ({ path, value, why, code }): Wrong => ({
      message: t`“${value}” has no place in a shipment.`,
      remedy: why ?? t`Nothing else is lost; add it by hand where it matters.`,
      path,
      code,
      severity: "warning",
    }),
  );
  if (shipment) return { source, line: 1, document: shipment, message, wrong };
  return { source, line: 1, message, wrong: [noShipment(message), ...wrong] };
}

function noShipment({ kind, messageType }: ReadMessage): Wrong {
  const remedy = t`Only what declares becomes a shipment. Open its declaration and correct it there.`;
  const shared = { remedy, severity: "error" as const };
  switch (kind) {
    case "amendment":
      return { ...shared, message: t`${messageType} amends a declaration that customs has.` };
    case "invalidation":
      return { ...shared, message: t`${messageType} withdraws a declaration that customs has.` };
    default:
      return { ...shared, message: t`${messageType} tells that goods are presented.` };
  }
}

/** Where a text is no XML, as the browser reads it. */
function brokenAt(text: string): Wrong | undefined {
  const document = new DOMParser().parseFromString(text, "application/xml");
  const words = document.querySelector("parsererror div, parsererror")?.textContent;
  if (!words) return undefined;
  const reason = words.replace(/^.*?column \d+: /su, "").trim();
  return {
    message: t`This is not XML: ${reason}`,
    remedy: t`Compare with the file as it was sent; often its end is missing.`,
    line: lineOfError(words, text) ?? 1,
    severity: "error",
  };
}
