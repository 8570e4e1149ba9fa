import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useRef } from "react";
import { keepFile } from "../../api/download";
import { Icon } from "../../parts/Icon";
import { withoutSecrets } from "./model/values";

interface FileMenuProps {
  name: string;
  text: string;
  canEdit: boolean;
  /** Whether there is a draft on the server that can be dropped. */
  hasDraft: boolean;
  onRead: (text: string) => void;
  onDrop: () => void;
}

/** The flow as a file, and the draft's end. */
export function FileMenu({ name, text, canEdit, hasDraft, onRead, onDrop }: FileMenuProps) {
  const { t } = useLingui();
  const file = useRef<HTMLInputElement>(null);
  const keep = () => {
    const content = new Blob([withoutSecrets(text)], { type: "application/json" });
    keepFile(`${name}.json`, content);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className="btn bare icon" aria-label={t`More about the flow`}>
            <Icon name="more" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="download" />} onClick={keep}>
            {t`Keep as a file`}
          </Menu.Item>
          {canEdit && (
            <Menu.Item leftSection={<Icon name="upload" />} onClick={() => file.current?.click()}>
              {t`Read a file into the draft`}
            </Menu.Item>
          )}
          {canEdit && hasDraft && <Menu.Item onClick={onDrop}>{t`Drop the draft`}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <input
        ref={file}
        type="file"
        hidden
        accept="application/json,.json"
        aria-label={t`File of a flow`}
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          void chosen?.text().then(onRead);
        }}
      />
    </>
  );
}
