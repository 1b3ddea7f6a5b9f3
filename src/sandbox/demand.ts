/** For programmer mistakes: the message says what happened, why it matters and how to mend it. */
export function demand(isRight: boolean, message: string): asserts isRight {
  if (!isRight) throw new TypeError(message);
}
