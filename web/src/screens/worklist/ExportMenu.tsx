import { Trans, useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Search } from "../../app/search";
import { Icon } from "../../parts/Icon";
import { exportRows } from "./export";

interface ExportMenuProps {
  search: Search;
  columns: readonly string[];
}

/** Loads the list down as a table, with the columns that are shown. */
export function ExportMenu({ search, columns }: ExportMenuProps) {
  const { t } = useLingui();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (format: "csv" | "xlsx") => exportRows(search, columns, format),
  });
  return (
    <Menu position="bottom-end" closeOnItemClick>
      <Menu.Target>
        <button
          type="button"
          className="btn bare small"
          aria-busy={isPending}
          title={error?.message}
        >
          <Icon name={error ? "trouble" : "download"} />
          {isPending ? t`Exporting` : t`Export`}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => mutate("csv")}>
          <Trans>As text (CSV)</Trans>
        </Menu.Item>
        <Menu.Item onClick={() => mutate("xlsx")}>
          <Trans>As a workbook (XLSX)</Trans>
        </Menu.Item>
        {error && <Menu.Label>{error.message}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
