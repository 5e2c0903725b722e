import type { App, Session, WebContents } from "electron";
import type { Log } from "./log.ts";
import { chromiumSwitches, isPermitted, mayNavigate, mayRequest } from "./policy.ts";

/** What must stand before Electron is ready: the sandbox for every process, and the switches that keep it silent. */
export function lockDownApp(app: App): void {
  app.enableSandbox();
  for (const [name, value] of chromiumSwitches) app.commandLine.appendSwitch(name, value);
}

/** Closes a session: permissions and requests are refused unless a rule allows them. One request listener, since only the last one counts. */
export function lockDownSession(session: Session, isPackaged: boolean): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => answer(isPermitted(permission, details.requestingUrl)));
  session.setPermissionCheckHandler((_contents, permission, origin) => isPermitted(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayRequest(details.url, isPackaged) }));
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
}

/** Keeps every page where it is: no navigation but a reload, no second window, no embedded page, no certificate accepted. */
export function lockDownContents(contents: WebContents, log: Log): void {
  contents.on("will-navigate", (event) => mayNavigate(event.url, event.isMainFrame) || event.preventDefault());
  contents.on("will-frame-navigate", (event) => mayNavigate(event.url, event.isMainFrame) || event.preventDefault());
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("certificate-error", (event, _url, _error, _certificate, accept) => {
    event.preventDefault();
    accept(false);
  });
  contents.setWindowOpenHandler(() => {
    log("window-refused");
    return { action: "deny" };
  });
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
}
