import type { SampleFile } from "../../../shared/case/sample-story.ts";
import release from "../../../assets/samples/crackdown/01-release-ru.txt?raw";
import outletA from "../../../assets/samples/crackdown/02-outlet-ru.txt?raw";
import outletB from "../../../assets/samples/crackdown/03-outlet-ru.txt?raw";
import outletC from "../../../assets/samples/crackdown/04-outlet-kk.txt?raw";
import outletD from "../../../assets/samples/crackdown/05-outlet-ru-unmarked.txt?raw";
import report from "../../../assets/samples/crackdown/06-report-en.txt?raw";
import feed from "../../../assets/samples/crackdown/07-slip-en.txt?raw";
import blog from "../../../assets/samples/crackdown/08-comparison-ru.txt?raw";
import page from "../../../assets/samples/crackdown/09-seizure-kk.txt?raw";
import register from "../../../assets/samples/crackdown/10-register.txt?raw";
import rates from "../../../assets/samples/crackdown/rates.csv?raw";

/** The files of the worked example, as they are shipped. */
export const sampleTexts: Readonly<Record<SampleFile, string>> = {
  "01-release-ru.txt": release,
  "02-outlet-ru.txt": outletA,
  "03-outlet-ru.txt": outletB,
  "04-outlet-kk.txt": outletC,
  "05-outlet-ru-unmarked.txt": outletD,
  "06-report-en.txt": report,
  "07-slip-en.txt": feed,
  "08-comparison-ru.txt": blog,
  "09-seizure-kk.txt": page,
  "10-register.txt": register,
  "rates.csv": rates,
};
