import { Trans, useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { keepFile } from "../../api/download";
import { Icon } from "../../parts/Icon";
import type { Kind } from "./kinds";

/** Takes all records of a kind away as a table, or a table without rows to be filled in. */
export function ExportMenu({ kind }: { kind: Kind }) {
  const { t } = useLingui();
  const params = { path: { kind } };
  const keep = useMutation({
    mutationFn: async (what: "export" | "template") => {
      const text = await answered(
        what === "export"
          ? api.GET("/v1/masterdata/{kind}/export", { params, parseAs: "text" })
          : api.GET("/v1/masterdata/{kind}/template", { params, parseAs: "text" }),
      );
      const name = what === "export" ? `${kind}.csv` : `${kind}-template.csv`;
      keepFile(name, new Blob([text], { type: "text/csv" }));
    },
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="btn icon" aria-label={t`Take away`} title={t`Take away`}>
          <Icon name="download" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => keep.mutate("export")}>
          <Trans>All records as a table</Trans>
        </Menu.Item>
        <Menu.Item onClick={() => keep.mutate("template")}>
          <Trans>A table to be filled in</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
