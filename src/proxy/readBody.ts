import { untilAborted } from "./deadline.ts";

/** Far more than a hundred rows take. */
const mostBytes = 1024 * 1024;

/**
 * Reads a body as UTF-8 text, up to one mebibyte after decompression.
 *
 * @returns undefined when the body is larger or is no UTF-8; the rest of it is then cancelled unread
 * @throws whatever the connection or the signal throws
 */
export async function readBody(response: Response, signal: AbortSignal): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const chunk = await untilAborted(reader.read(), signal);
      if (chunk.done) return decode(chunks, size);
      size += chunk.value.byteLength;
      if (size > mostBytes) return undefined;
      chunks.push(chunk.value);
      // A stream that always has a chunk ready would keep the deadline's timer from ever running.
      if (chunks.length % 1_000 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    // A no-op after the last chunk. Not awaited: a peer that hangs would hold the request.
    reader.cancel().catch(() => undefined);
  }
}

function decode(chunks: readonly Uint8Array[], size: number): string | undefined {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
