import { untilAborted } from "./deadline.ts";

/** Far more than a hundred rows take. */
const mostBytes = 1024 * 1024;

/**
 * Reads a body as UTF-8 text, up to one mebibyte after decompression.
 *
 * @returns undefined when the body is larger; the rest of it is then cancelled unread
 * @throws TypeError when the bytes are no UTF-8, and whatever the connection or the signal throws
 */
export async function readBody(response: Response, signal: AbortSignal): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  let text = "";
  try {
    for (;;) {
      const chunk = await untilAborted(reader.read(), signal);
      if (chunk.done) return text + decoder.decode();
      size += chunk.value.byteLength;
      if (size > mostBytes) return undefined;
      text += decoder.decode(chunk.value, { stream: true });
    }
  } finally {
    // A no-op after the last chunk. Not awaited: a peer that hangs would hold the request.
    reader.cancel().catch(() => undefined);
  }
}
