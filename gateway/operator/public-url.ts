/** Where browsers reach a node's console, as far as its configuration says: for links on paper, and for the origin of our own pages. */
import type { ConsoleSettings } from "../config-console.ts";

/** `port` where it was chosen by the system. */
export function publicUrlOf(settings: ConsoleSettings, port = settings.port): string {
  if (settings.publicUrl !== null) return settings.publicUrl;
  const isAny = settings.host === "0.0.0.0" || settings.host === "::";
  const host = isAny ? "localhost" : settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return `${settings.plain ? "http" : "https"}://${host}:${port}`;
}

/** The secret stands after the #, which browsers send to nobody, so that no log on the way ever has it. */
export function linkUrl(base: string, secret: string): string {
  return `${base}/set-up#${secret}`;
}
