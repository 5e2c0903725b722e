import type { ReactNode } from "react";
import type { Mapping } from "../../../shared/intake/mapping/model.ts";
import type { SheetPreview } from "../../../shared/intake/model.ts";
import { identityProperty, nodeTypes, propertyEntry } from "../../../shared/ontology/read.ts";
import { IconButton } from "../../ui/button.tsx";
import { CompactSelect } from "../../ui/compact-select.tsx";
import { TextField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { addThing, dropThing, mappableProperties, possibleLinks, setAsset, setFixed, setThing } from "./edit-mapping.ts";
import { MappedAssets } from "./mapped-assets.tsx";
import { useThingNames } from "./thing-names.ts";

interface Editing {
  readonly sheet: SheetPreview;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** What a row names: things, each with what tells it from others and what is the same in every row. */
export function MappingThings({ sheet, mapping, onChange }: Editing): ReactNode {
  const t = useTranslate();
  const typeName = useTypeName();
  return (
    <section className="intake-part" aria-label={t("intake:mapping.things")}>
      <h3>{t("intake:mapping.things")}</h3>
      <ul>
        {mapping.things
          .map(({ type }, place) => ({ type, place, key: place + 1 }))
          .map(({ key, place }) => (
            <ThingRow key={key} {...{ sheet, mapping, onChange, place }} />
          ))}
      </ul>
      <CompactSelect
        label={t("intake:mapping.addThing")}
        value=""
        options={[
          { value: "", label: t("intake:mapping.addThing") },
          ...nodeTypes().flatMap(([type, { isListed }]) => (isListed && type !== "exhibit" ? [{ value: type, label: typeName(type) }] : [])),
        ]}
        onChange={(type) => type !== "" && onChange(addThing(mapping, type))}
      />
    </section>
  );
}

function ThingRow({ sheet, mapping, onChange, place }: Editing & { readonly place: number }): ReactNode {
  const t = useTranslate();
  const nameOf = useThingNames(mapping);
  const thing = mapping.things[place];
  if (thing === undefined) return null;
  const name = nameOf(place);
  const said = thing.values.map(({ property }) => property);
  return (
    <li>
      <span className="intake-part-name">
        <TypeIcon type={thing.type} /> {name}
      </span>
      {identityProperty(thing.type) === undefined && (
        <CompactSelect
          label={t("intake:mapping.sameBy", { name })}
          value={thing.sameBy}
          options={[
            { value: "", label: t("intake:mapping.everyRow") },
            ...said.map((property) => ({ value: property, label: t("intake:mapping.oneBy", { property: t(`ontology:property.${property}`) }) })),
          ]}
          onChange={(sameBy) => onChange(setThing(mapping, place, (before) => ({ ...before, sameBy })))}
        />
      )}
      {thing.values.map(({ property, source }) =>
        "fixed" in source ? (
          <FixedValue
            key={property}
            {...{ type: thing.type, property }}
            text={source.fixed}
            onText={(text) => onChange(setFixed(mapping, place, property, text))}
          />
        ) : null,
      )}
      <MappedAssets
        sheet={sheet}
        values={thing.values}
        onAsset={(property, asset) => onChange(setThing(mapping, place, (one) => setAsset(one, property, asset)))}
      />
      <CompactSelect
        label={t("intake:mapping.addFixed", { name })}
        value=""
        options={[
          { value: "", label: t("intake:mapping.addFixedShort") },
          ...mappableProperties(thing.type, true)
            .filter((property) => !said.includes(property) && property !== identityProperty(thing.type))
            .map((property) => ({ value: property, label: t(`ontology:property.${property}`) })),
        ]}
        onChange={(property) => property !== "" && onChange(setFixed(mapping, place, property, ""))}
      />
      <IconButton isSmall icon="small-cross" label={t("intake:mapping.drop", { name })} onClick={() => onChange(dropThing(mapping, place))} />
    </li>
  );
}

interface FixedValueProps {
  readonly type: string;
  readonly property: string;
  readonly text: string;
  readonly onText: (text: string | null) => void;
}

/** A value that is the same in every row: chosen where there are choices. */
function FixedValue({ type, property, text, onText }: FixedValueProps): ReactNode {
  const t = useTranslate();
  const choices = propertyEntry(type, property)?.choices;
  const label = t(`ontology:property.${property}`);
  return (
    <span className="intake-fixed">
      {choices === undefined ? (
        <TextField label={label} value={text} onChange={onText} />
      ) : (
        <CompactSelect
          label={label}
          value={text}
          isOpen={text === ""}
          options={[
            ...(text === "" ? [{ value: "", label: `${label}…` }] : []),
            ...choices.map((choice) => ({ value: choice, label: t(`ontology:choice.${property}.${choice}`) })),
          ]}
          onChange={onText}
        />
      )}
      <IconButton isSmall icon="small-cross" label={t("intake:mapping.drop", { name: label })} onClick={() => onText(null)} />
    </span>
  );
}

/** Links a row says between its things. None is suggested: who owns what is said by a person. */
export function MappingLinks({ sheet, mapping, onChange }: Editing): ReactNode {
  const t = useTranslate();
  const nameOf = useThingNames(mapping);
  const possible = possibleLinks(mapping);
  const wordsOf = ({ type, from, to }: { readonly type: string; readonly from: number; readonly to: number }): string =>
    `${nameOf(from)} → ${t(`ontology:verb.${type}`)} → ${nameOf(to)}`;
  if (mapping.things.length < 2) return null;
  return (
    <section className="intake-part" aria-label={t("intake:mapping.links")}>
      <h3>{t("intake:mapping.links")}</h3>
      <ul>
        {mapping.links.map((link) => (
          <li key={`${link.type} ${link.from} ${link.to}`}>
            <span className="intake-part-name">{wordsOf(link)}</span>
            <MappedAssets
              sheet={sheet}
              values={link.values}
              onAsset={(property, asset) =>
                onChange({ ...mapping, links: mapping.links.map((each) => (each === link ? setAsset(each, property, asset) : each)) })
              }
            />
            <IconButton
              isSmall
              icon="small-cross"
              label={t("intake:mapping.drop", { name: wordsOf(link) })}
              onClick={() => onChange({ ...mapping, links: mapping.links.filter((each) => each !== link) })}
            />
          </li>
        ))}
      </ul>
      <CompactSelect
        label={t("intake:mapping.addLink")}
        value=""
        options={[{ value: "", label: t("intake:mapping.addLink") }, ...possible.map((link, at) => ({ value: String(at), label: wordsOf(link) }))]}
        onChange={(at) => {
          const link = at === "" ? undefined : possible[Number(at)];
          if (link !== undefined) onChange({ ...mapping, links: [...mapping.links, { ...link, values: [] }] });
        }}
      />
    </section>
  );
}
