import type { RegisterEntry, RegisterNotice } from "../../../shared/case/register-door.ts";

/** What is being done in the register; a form takes the dialog over. */
export type RegisterAct =
  | { readonly kind: "recall"; readonly entry: RegisterEntry }
  | { readonly kind: "decide"; readonly entry: RegisterEntry; readonly notice: RegisterNotice };
