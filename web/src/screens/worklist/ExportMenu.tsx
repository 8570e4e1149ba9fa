import { Trans, useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Search } from "../../app/search";
import { Icon } from "../../parts/Icon";
import { exportable, exportRows } from "./export";

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
  const isWhole = exportable(search) !== undefined;
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
        {isWhole ? (
          <Menu.Item onClick={() => mutate("xlsx")}>
            <Trans>As a workbook (XLSX)</Trans>
          </Menu.Item>
        ) : (
          <Menu.Label>
            <Trans>Workbooks are not made with these filters; take the text.</Trans>
          </Menu.Label>
        )}
        {error && <Menu.Label>{error.message}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
