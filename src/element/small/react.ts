import { Component, createElement } from "preact";
import type { ComponentType } from "preact";
import { useCallback, useEffect, useLayoutEffect, useState } from "preact/hooks";

export { Component, createContext, createElement } from "preact";
export { useCallback, useContext, useEffect, useId, useMemo, useRef, useState } from "preact/hooks";

/** Preact renders in one go. */
export function startTransition(work: () => void): void {
  work();
}

export function useSyncExternalStore<T>(subscribe: (onChange: () => void) => () => void, read: () => T): T {
  const value = read();
  const [{ seen }, update] = useState({ seen: { value, read } });
  const check = useCallback(() => {
    if (!Object.is(seen.value, seen.read())) update({ seen });
  }, [seen]);
  useLayoutEffect(() => {
    Object.assign(seen, { value, read });
    check();
  }, [seen, check, value, read]);
  useEffect(() => {
    check();
    return subscribe(check);
  }, [check, subscribe]);
  return value;
}

export function memo<P extends object>(type: ComponentType<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: P) {
      const { props } = this;
      const names = Object.keys({ ...props, ...next });
      return names.some((name) => !Object.is(Reflect.get(props, name), Reflect.get(next, name)));
    }

    override render() {
      return createElement(type, this.props);
    }
  };
}
