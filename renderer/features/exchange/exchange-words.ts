import { failureText } from "../../ui/failure-text.ts";
import { hasWords, translate } from "../../ui/translate.ts";

type Failed = Parameters<typeof failureText>[0];

/** The sentence of a bundle that was refused or not made: what happened, that nothing was changed, what to do. */
export function bundleFailureText(error: Failed): string {
  return sentence("bundle-report:error", error);
}

/** The sentence of a file between two officers that was refused, or of a share of theirs that was not made. */
export function cosignFailureText(error: Failed): string {
  return hasWords(`cosign:error.${error.kind}`) ? translate(`cosign:error.${error.kind}`) : bundleFailureText(error);
}

/** The sentence of a notice about a bundle that could not be given. */
export function noticeFailureText(error: { readonly kind: string; readonly where?: string | undefined }): string {
  return hasWords(`register:error.${error.kind}`)
    ? translate(`register:error.${error.kind}`, { where: error.where ?? "" })
    : failureText(error as Parameters<typeof failureText>[0]);
}

/** The sentence of an identity file that was refused. */
export function identityFailureText(error: Failed): string {
  return sentence("bundle-report:identity", error);
}

function sentence(group: string, error: Failed): string {
  const key = `${group}.${error.kind}`;
  // A sentence that names a place nobody knows reads better without the brackets.
  return hasWords(key) ? translate(key, { where: error.where ?? "" }).replace(" ()", "") : failureText(error);
}

/** The name of a property; one this version does not know stays as it is. */
export function propertyWord(property: string): string {
  const key = `ontology:property.${property}`;
  return hasWords(key) ? translate(key) : property;
}
