import { demand } from "../domain/demand.ts";

export const defaultPort = 8787;

/** @throws TypeError when the text is no port */
export function toPort(text: string): number {
  demand(/^\d{1,5}$/.test(text) && Number(text) <= 65_535, "port is no whole number from 0 to 65535.");
  return Number(text);
}
