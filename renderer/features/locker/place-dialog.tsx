import { typeEntry } from "../../../shared/ontology/read.ts";
import { type ReactNode, useState } from "react";
import type { DraftValue } from "../../../shared/case/door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import { mentionsType } from "../../../shared/ontology/custody.ts";
import { propertyEntry } from "../../../shared/ontology/read.ts";
import { parseValue } from "../../../shared/ontology/value.ts";
import { isAboutClaim, typeProperty } from "../../../shared/ontology/model.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { caseHandling, useEntity } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { useFindEntities } from "../../state/found-entities.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextAreaField, TextField } from "../../ui/field.tsx";
import { GradeFields, MarkingSelect } from "../../ui/marking-field.tsx";
import { Picker } from "../../ui/picker.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useValueWords } from "../../ui/value-words.ts";
import "./locker.css";

/** Says what is seen in an exhibit, and where in it. Open while the desk says so. */
export function PlaceDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "place" ? <OpenDialog exhibit={dialog.exhibit} entity={dialog.entity} /> : null;
}

const lineNames = ["page", "row", "column", "region", "timeCode"] as const;
type Texts = Readonly<Record<(typeof lineNames)[number] | "excerpt", string>>;
const noTexts: Texts = { page: "", row: "", column: "", region: "", timeCode: "", excerpt: "" };

/** What can be seen in an exhibit: whatever the link may run to, but for another exhibit. */
const mentions = typeEntry("mentions");
const seenTypes: readonly string[] = mentions?.form === "link" ? mentions.to.filter((type) => type !== "exhibit") : [];

interface Begun {
  readonly exhibit: EntityId | null;
  readonly entity: EntityId | null;
}

function OpenDialog(begun: Begun): ReactNode {
  const t = useTranslate();
  const form = usePlaceForm(begun);
  const { exhibit, seen, texts, setTexts } = form;
  const line = (name: (typeof lineNames)[number]): ReactNode => (
    <TextField
      label={t(`ontology:property.${name}`)}
      value={texts[name]}
      limit={100}
      onChange={(text) => setTexts({ ...texts, [name]: text })}
      onEnter={form.submit}
      {...(faultOf(name, texts[name]) === null ? {} : { error: t(`locker:fault.${name}`) })}
    />
  );
  const footer = (
    <>
      <CancelButton />
      <Button intent="primary" icon="locate" isLoading={form.isBusy} isDisabled={!form.isReady} onClick={form.submit}>
        {t("locker:placeSubmit")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("locker:placeTitle")} icon="locate" onClose={closeDialog} footer={footer}>
      <Ends form={form} />
      <div className="locker-three">
        {line("page")}
        {line("row")}
        {line("column")}
      </div>
      <div className="locker-two">
        {line("region")}
        {line("timeCode")}
      </div>
      <TextAreaField label={t("ontology:property.excerpt")} value={texts.excerpt} onChange={(excerpt) => setTexts({ ...texts, excerpt })} />
      {exhibit !== undefined && seen !== undefined && <ClaimSelect entity={seen} value={form.claim} onChange={form.setClaim} />}
      <GradeFields grade={form.grade} onChange={form.setGrade} />
      <MarkingSelect label={t("add-exhibit:handling")} value={form.handling} onChange={form.setHandling} />
    </Dialog>
  );
}

/** What is typed, and the one thing done with it. */
function usePlaceForm(begun: Begun) {
  const [exhibitId, setExhibit] = useState(begun.exhibit);
  const [seenId, setSeen] = useState(begun.entity);
  const [texts, setTexts] = useState(noTexts);
  const [claim, setClaim] = useState("");
  const [grade, setGrade] = useState("B2");
  const [handling, setHandling] = useState<Handling>(caseHandling);
  const [isBusy, setBusy] = useState(false);
  const [exhibit, seen] = [useEntity(exhibitId), useEntity(seenId)];
  const isReady = exhibit !== undefined && seen !== undefined && lineNames.every((name) => faultOf(name, texts[name]) === null);
  const save = async (from: EntityId, to: EntityId): Promise<void> => {
    setBusy(true);
    const answer = await askCore("addLink", { type: mentionsType, from, to, values: valuesOf(texts, claim), grade, handling, source: null });
    setBusy(false);
    if (!answer.ok) return tellFailure(answer.error);
    notify("success", "locker:notice.linked");
    closeDialog();
  };
  const submit = (): void => {
    if (isReady && !isBusy) void save(exhibit.id, seen.id);
  };
  const pickSeen = (id: EntityId | null): void => {
    setSeen(id);
    setClaim("");
  };
  return { exhibit, setExhibit, seen, pickSeen, texts, setTexts, claim, setClaim, grade, setGrade, handling, setHandling, isBusy, isReady, submit };
}

/** Which exhibit, and what is seen in it. */
function Ends({ form: { exhibit, setExhibit, seen, pickSeen } }: { readonly form: ReturnType<typeof usePlaceForm> }): ReactNode {
  const t = useTranslate();
  const findExhibit = useFindEntities(exhibitTypes);
  const findSeen = useFindEntities(seenTypes);
  return (
    <>
      <Picker
        label={t("ontology:type.exhibit")}
        picked={exhibit}
        find={findExhibit}
        autoFocus={exhibit === undefined}
        onPick={(picked) => setExhibit(picked?.id ?? null)}
      />
      <Picker
        label={t("locker:seen")}
        picked={seen}
        find={findSeen}
        autoFocus={exhibit !== undefined}
        onPick={(picked) => pickSeen(picked?.id ?? null)}
      />
    </>
  );
}

const exhibitTypes: readonly string[] = ["exhibit"];

/** Which statement about the thing this place bears out. */
function ClaimSelect({
  entity,
  value,
  onChange,
}: {
  readonly entity: Entity;
  readonly value: string;
  readonly onChange: (claim: string) => void;
}): ReactNode {
  const t = useTranslate();
  const words = useValueWords();
  const facts = Object.entries(entity.facts).flatMap(([property, said]) => (property === typeProperty || isAboutClaim(property) ? [] : said));
  return (
    <SelectField
      label={t("ontology:property.supports")}
      value={value}
      onChange={onChange}
      options={[
        { value: "", label: t("locker:noClaim") },
        ...facts.map((fact) => ({
          value: fact.claim,
          label: safeText(`${t(`ontology:property.${fact.property}`)}: ${words(fact.value, entity.type, fact.property)}`).slice(0, 120),
        })),
      ]}
    />
  );
}

function faultOf(name: (typeof lineNames)[number], text: string): string | null {
  const entry = propertyEntry(mentionsType, name);
  if (entry === undefined || text.trim() === "") return null;
  if (name === "page" || name === "row") return /^[1-9]\d{0,8}$/.test(text.trim()) ? null : "not-a-number";
  const read = parseValue(entry, text);
  return read.ok ? null : read.error.kind;
}

function valuesOf(texts: Texts, claim: string): readonly DraftValue[] {
  const said = Object.entries({ ...texts, supports: claim }).flatMap(([property, text]) => {
    const entry = propertyEntry(mentionsType, property);
    const read = entry === undefined || text.trim() === "" ? null : parseValue(entry, text);
    return read?.ok ? [{ property, value: read.value }] : [];
  });
  return said;
}
