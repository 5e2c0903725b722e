import { type ReactNode, useEffect } from "react";
import { dismissNotice, type Notice, useJobs } from "../state/jobs.ts";
import { IconButton } from "../ui/button.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useTranslate } from "../ui/translate.ts";

const icons: Readonly<Record<Notice["tone"], IconName>> = { success: "tick-circle", warning: "warning-sign", danger: "error" };
/** Good news goes by itself; the rest waits to be read. */
const lastsMs: Readonly<Record<Notice["tone"], number>> = { success: 6000, warning: 20_000, danger: 60_000 };

/** Notices, newest below, read aloud as they come. */
export function Toaster(): ReactNode {
  const t = useTranslate();
  const notices = useJobs((state) => state.notices);
  return (
    <section className="shell-toasts" aria-label={t("shell:notices")}>
      <div role="status" aria-live="polite">
        {notices
          .filter(({ tone }) => tone !== "danger")
          .map((notice) => (
            <Toast key={notice.id} notice={notice} />
          ))}
      </div>
      <div role="alert">
        {notices
          .filter(({ tone }) => tone === "danger")
          .map((notice) => (
            <Toast key={notice.id} notice={notice} />
          ))}
      </div>
    </section>
  );
}

function Toast({ notice }: { readonly notice: Notice }): ReactNode {
  const t = useTranslate();
  useEffect(() => {
    const timer = setTimeout(() => dismissNotice(notice.id), lastsMs[notice.tone]);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className={`shell-toast shell-toast-${notice.tone}`}>
      <Icon name={icons[notice.tone]} />
      <span>{t(notice.key, notice.params)}</span>
      <IconButton isSmall icon="small-cross" label={t("common:close")} onClick={() => dismissNotice(notice.id)} />
    </div>
  );
}
