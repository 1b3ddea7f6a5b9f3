/** Gives one piece of work to all who want it while it is under way. `isShared`: somebody else had begun it. */
export function createSharing<T>() {
  const underWay = new Map<string, Promise<T>>();
  return (key: string, work: () => Promise<T>): { result: Promise<T>; isShared: boolean } => {
    const joined = underWay.get(key);
    if (joined) return { result: joined, isShared: true };
    const result = work().finally(() => underWay.delete(key));
    underWay.set(key, result);
    return { result, isShared: false };
  };
}
