import { CreditBalancesError } from "../domain/creditBalancesError.ts";

/** Far more than a hundred rows take. */
const mostBytes = 1024 * 1024;

/**
 * Reads a body as UTF-8 text until it ends or the signal is aborted. What is left of it is cancelled.
 *
 * @throws CreditBalancesError `upstream_invalid` when it is larger than one mebibyte after decompression, or no UTF-8
 */
export async function readBody({ body }: Response, signal: AbortSignal): Promise<string> {
  if (!body) return "";
  const reader = body.getReader();
  const giveUp = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener("abort", giveUp, { once: true });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  try {
    for (let chunks = 1; ; chunks += 1) {
      const { done, value } = await reader.read();
      text += decode(decoder, value);
      if (done) return text;
      size += value.byteLength;
      if (size > mostBytes) throw new CreditBalancesError("upstream_invalid", "The body is larger than one mebibyte.");
      // A stream that always has a chunk ready would keep the deadline's timer from ever running.
      if (chunks % 1_000 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    giveUp();
  }
}

/** @param chunk undefined at the end, where nothing may be left over */
function decode(decoder: TextDecoder, chunk: Uint8Array | undefined): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (cause) {
    throw new CreditBalancesError("upstream_invalid", "The body is no UTF-8.", { cause });
  }
}
