import { Fragment, type ReactNode, useState } from "react";
import type { FileInside, Mail } from "../../../shared/preview/model.ts";
import { useFormat } from "../../ui/format.ts";
import { Callout } from "../../ui/callout.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { NotShown, Reading } from "./not-shown.tsx";
import { useAnswer } from "./use-answer.ts";
import type { ViewProps } from "./view-props.ts";

/** A mail as text: who, when, what, and what is attached. Its HTML is read, never rendered. */
export function MailView({ door }: ViewProps): ReactNode {
  const read = useAnswer("mail", () => door.mail({}));
  if (read.kind === "waiting") return <Reading />;
  if (read.kind === "failed") return <NotShown error={read.error} />;
  return <Shown mail={read.value} />;
}

function Shown({ mail }: { readonly mail: Mail }): ReactNode {
  const t = useTranslate();
  const [part, setPart] = useState(mail.text !== "" || mail.html === "" ? "text" : "html");
  const scroll = (text: string, isMono: boolean): ReactNode => (
    <section className="preview-scroll" aria-label={t("preview:mail.label")} tabIndex={0}>
      <pre className={isMono ? "preview-letter mono" : "preview-letter"}>
        {text === "" ? <span className="preview-muted">{t("preview:mail.empty")}</span> : <SafeText text={text} />}
      </pre>
    </section>
  );
  const parts = [
    ...(mail.text !== "" || mail.html === "" ? [{ id: "text", title: t("preview:mail.text"), panel: scroll(mail.text, false) }] : []),
    ...(mail.html === "" ? [] : [{ id: "html", title: t("preview:mail.html"), panel: <HtmlPart mail={mail}>{scroll(mail.html, false)}</HtmlPart> }]),
    { id: "headers", title: t("preview:mail.headers"), count: mail.headers.length, panel: scroll(mail.headers.join("\n"), true) },
  ];
  return (
    <div className="preview-view">
      <Head mail={mail} />
      {mail.isCut && <Callout tone="info">{t("preview:mail.cut")}</Callout>}
      <Attachments mail={mail} />
      <Tabs label={t("preview:mail.parts")} tabs={parts} active={part} onChange={setPart} />
    </div>
  );
}

function Head({ mail }: { readonly mail: Mail }): ReactNode {
  const t = useTranslate();
  const lines = (["from", "replyTo", "to", "cc", "bcc"] as const).flatMap((name) =>
    mail[name].length === 0 ? [] : [[name, mail[name].join("; ")] as const],
  );
  return (
    <dl className="preview-facts preview-mail-head">
      {[...lines, ["date", mail.date] as const, ["subject", mail.subject] as const].map(([name, text]) => (
        <Fragment key={name}>
          <dt>{t(`preview:mail.${name}`)}</dt>
          <dd>{text === "" ? <span className="preview-muted">–</span> : <SafeText text={text} />}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** What the HTML would have done is told before its text. */
function HtmlPart({ mail: { htmlFacts }, children }: { readonly mail: Mail; readonly children: ReactNode }): ReactNode {
  const t = useTranslate();
  if (htmlFacts === null) return children;
  const { scripts, remotePictures, forms, links } = htmlFacts;
  const said = [
    scripts > 0 ? t("preview:mail.scripts", { number: scripts }) : "",
    remotePictures > 0 ? t("preview:mail.remotePictures", { number: remotePictures }) : "",
    forms > 0 ? t("preview:mail.forms", { number: forms }) : "",
    links > 0 ? t("preview:mail.links", { number: links }) : "",
  ].filter((text) => text !== "");
  return (
    <div className="preview-view">
      <p className="preview-muted preview-html-facts">
        {t("preview:mail.notRendered")} {said.length > 0 && t("preview:mail.holds", { what: said.join(", ") })}
      </p>
      {children}
    </div>
  );
}

function Attachments({ mail: { attachments, attachmentCount } }: { readonly mail: Mail }): ReactNode {
  const t = useTranslate();
  if (attachments.length === 0) return null;
  return (
    <section className="preview-attachments" aria-label={t("preview:mail.attachments", { number: attachmentCount })} tabIndex={0}>
      <h3>{t("preview:mail.attachments", { number: attachmentCount })}</h3>
      <ul>
        {attachments.map((file, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attachments of a mail never move
          <li key={at}>
            <Attached file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Attached({ file: { name, mediaType, sizeBytes, format, promised } }: { readonly file: FileInside }): ReactNode {
  const t = useTranslate();
  const written = useFormat();
  return (
    <>
      <Icon name="paperclip" size={12} />
      {name === "" ? <span className="preview-muted">{t("preview:mail.unnamed")}</span> : <SafeText text={name} />}
      <span className="preview-muted">
        <SafeText text={mediaType} /> · {t(`preview:format.${format}`)} · {written.bytes(sizeBytes)}
      </span>
      {promised !== null && (
        <span className="preview-warned">
          <Icon name="warning-sign" size={12} /> {t("preview:mail.wrongEnding", { promised: t(`preview:format.${promised}`) })}
        </span>
      )}
    </>
  );
}
