import { appOrigin } from "../../shared/host/policy.ts";

/** The rules of the machine, without Electron: each is a question with one answer, tested one by one. */

/** What the window may have; everything else that Chromium can be asked for is refused. */
const allowedPermissions: readonly string[] = ["persistent-storage", "clipboard-sanitized-write", "fullscreen"];

/** Whether an address is our own window's: scheme and host as a whole, no prefix of another. */
export function isOwnUrl(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === "app:" && new URL(url).host === new URL(appOrigin).host;
}

/** Whether a permission is granted: one of three, and only to our own window. */
export function isPermitted(permission: string, requestingUrl: string): boolean {
  return allowedPermissions.includes(permission) && isOwnUrl(requestingUrl);
}

/**
 * Whether a request may be made at all. Our own files, our own blobs, and pictures written into the page;
 * the developer tools of a copy that is not packaged. Nothing that has a network behind it.
 */
export function mayRequest(url: string, isPackaged: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  if (protocol === "app:") return isOwnUrl(url);
  if (protocol === "blob:") return url.startsWith(`blob:${appOrigin}/`);
  if (protocol === "data:") return true;
  return protocol === "devtools:" && !isPackaged;
}

/** Whether a page may go to an address: only anew to where it is, the top frame, as when the window reloads itself at locking. */
export function mayNavigate(url: string, isMainFrame: boolean): boolean {
  return isMainFrame && url === `${appOrigin}/index.html`;
}

/** What we look at in the frame that asks. */
interface Frame {
  readonly url: string;
  isDestroyed(): boolean;
}

/** Whether an ask comes from the top frame of our own window; a frame that is gone may ask nothing. */
export function isOwnFrame(frame: Frame | null, mainFrame: Frame | null): boolean {
  return frame !== null && mainFrame !== null && frame === mainFrame && !frame.isDestroyed() && isOwnUrl(frame.url);
}

/** Switches of Chromium that must stand before Electron is ready: no resolver, no proxy that lives, no calls home. */
export const chromiumSwitches: readonly (readonly [name: string, value: string])[] = [
  ["host-resolver-rules", "MAP * ~NOTFOUND"],
  ["proxy-server", "http://127.0.0.1:9"],
  ["proxy-bypass-list", "<-loopback>"],
  ["webrtc-ip-handling-policy", "disable_non_proxied_udp"],
  ["disable-features", "MediaRouter,Translate,OptimizationHints"],
  ["disable-background-networking", ""],
  ["disable-component-update", ""],
  ["disable-domain-reliability", ""],
  ["disable-geolocation", ""],
  ["disable-breakpad", ""],
  ["no-pings", ""],
];

/** Whether the window is made anew after its process died: not when it ended on purpose, and at most three times a minute. */
export function mayReload(reason: string, diedAtMs: readonly number[], nowMs: number): boolean {
  return reason !== "clean-exit" && diedAtMs.filter((at) => nowMs - at < 60_000).length < 3;
}
