/** What the doctor has to say of one thing, in one line. `note`: nothing is wrong, or nobody could look. */
export type Finding = { level: "ok" | "wrong" | "note"; about: string; words: string };

const finding =
  (level: Finding["level"]) =>
  (about: string, words: string): Finding => ({ level, about, words });

export const ok = finding("ok");
export const wrong = finding("wrong");
export const note = finding("note");
