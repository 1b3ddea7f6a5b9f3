import { spyOn } from "storybook/test";

/** The browser says that it has no connection, until what is returned is called. */
export function goOffline(): () => void {
  const onLine = spyOn(navigator, "onLine", "get").mockReturnValue(false);
  return () => onLine.mockRestore();
}
