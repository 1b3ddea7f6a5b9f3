/** The oldest browsers that the stylesheet is built for: those that the README names. */
export const cssTarget = ["chrome120", "firefox125", "safari17.4"];
