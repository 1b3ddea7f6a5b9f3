import { useState } from "react";

/**
 * The error of the last read that ended. react-query forgets an error as soon as it reads again without data, and at every poll a
 * visitor would see the message make room for the skeleton and come back.
 *
 * @param key what is read: the error of one customer is not shown for another
 * @param settled whether the last read ended well, after which an older error means nothing
 */
export function useLastError<E extends Error>(key: string, error: E | null, settled: boolean): E | null {
  const [last, setLast] = useState({ key, error });
  const next = error ?? (settled || key !== last.key ? null : last.error);
  if (key !== last.key || next !== last.error) setLast({ key, error: next });
  return next;
}
