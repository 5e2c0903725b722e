import { type ReactNode, useState } from "react";
import type { Opened, View } from "../../../shared/preview/model.ts";
import { Callout } from "../../ui/callout.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { BytesView } from "./bytes-view.tsx";
import { MailView } from "./mail-view.tsx";
import { PdfView } from "./pdf-view.tsx";
import { PictureView } from "./picture-view.tsx";
import { TableView } from "./table-view.tsx";
import { TextView } from "./text-view.tsx";
import { errorWords } from "./use-preview.ts";
import type { ViewProps } from "./view-props.ts";

const drawn: Readonly<Record<View, (props: ViewProps) => ReactNode>> = {
  picture: PictureView,
  pdf: PdfView,
  mail: MailView,
  table: TableView,
  text: TextView,
  bytes: BytesView,
};

/** The ways to look at a file, the fittest first; a cited row opens the table, whatever the file looks like, unless the file was read as a text. */
export function FileViews(props: ViewProps): ReactNode {
  const t = useTranslate();
  const { opened, place, isDocument } = props;
  const [view, setView] = useState<string>(() =>
    place.row > 0 && !isDocument && opened.views.includes("table") ? "table" : (opened.views[0] ?? "bytes"),
  );
  const tabs = opened.views.map((id) => {
    const Drawn = drawn[id];
    return { id, title: t(`preview:view.${id}`), panel: <Drawn {...props} /> };
  });
  return (
    <>
      <Warnings opened={opened} />
      <Tabs label={t("preview:views")} tabs={tabs} active={view} onChange={setView} />
    </>
  );
}

/** What a person must know before the file is believed: it is not what its name says, or cannot be shown as what it is. */
function Warnings({ opened: { format, promised, refused, views } }: { readonly opened: Opened }): ReactNode {
  const t = useTranslate();
  const refusal = refused === null ? null : errorWords(refused);
  return (
    <>
      {promised !== null && (
        <Callout tone="warning" title={t("preview:ending.title")}>
          {t(format === "unknown" ? "preview:ending.unknown" : "preview:ending.text", {
            promised: t(`preview:format.${promised}`),
            format: t(`preview:format.${format}`),
          })}
        </Callout>
      )}
      {refusal !== null && (
        <Callout tone="warning" title={t("preview:refused", { format: t(`preview:format.${format}`) })}>
          {t(refusal.key, { where: refusal.where })}
        </Callout>
      )}
      {refusal === null && views[0] === "bytes" && (
        <Callout tone="info" title={t("preview:bytesOnly.title", { format: t(`preview:format.${format}`) })}>
          {t("preview:bytesOnly.text", { save: t("preview:file.save") })}
        </Callout>
      )}
    </>
  );
}
