import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useTenant } from "../../api/tenant";
import { countsQuery } from "../worklist/rows";

interface PlantChoiceProps {
  plant: string | undefined;
  onChoose: (plant: string) => void;
}

/** Of which plant the figures are; not shown where there is one. */
export function PlantChoice({ plant, onChoose }: PlantChoiceProps) {
  const { t } = useLingui();
  const { data } = useQuery(countsQuery(useTenant().id, {}));
  const plants = data?.plants.map((it) => it.value).filter(Boolean) ?? [];
  if (plants.length < 2 && !plant) return null;
  return (
    <label className="row g1 s">
      {t`Plant`}
      <select
        className="word day"
        value={plant ?? ""}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        <option value="">{t`all`}</option>
        {plants.toSorted().map((it) => (
          <option key={it}>{it}</option>
        ))}
      </select>
    </label>
  );
}
