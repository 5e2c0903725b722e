import { type ReactNode, useEffect, useState } from "react";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import { askCore } from "../../state/ask.ts";
import { Button } from "../../ui/button.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { saveSmallFile, type SmallFile } from "./save-small-file.ts";

/** Where there is nothing to share: signed notices these officers are to have all the same, each as a file of its own. Nothing while there are none. */
export function NoticesDue({ to }: { readonly to: readonly AuthorId[] }): ReactNode {
  const t = useTranslate();
  const files = useNotices(to);
  if (files.length === 0) return null;
  return (
    <>
      <p>{t("partners:chosen.due", { count: files.length })}</p>
      <div className="share-bar">
        {files.map((file) => (
          <Button key={file.name} isSmall icon="export" onClick={() => void saveSmallFile(file)}>
            {file.name}
          </Button>
        ))}
      </div>
    </>
  );
}

function useNotices(to: readonly AuthorId[]): readonly SmallFile[] {
  const [files, setFiles] = useState<readonly SmallFile[]>([]);
  useEffect(() => {
    let isShown = true;
    void Promise.all(to.map((author) => askCore("noticesFor", { author }))).then((answers) => {
      const all = answers.flatMap((answer) => (answer.ok ? answer.value : []));
      if (isShown) setFiles([...new Map(all.map((file) => [file.name, file])).values()]);
    });
    return () => {
      isShown = false;
    };
  }, [to]);
  return files;
}
