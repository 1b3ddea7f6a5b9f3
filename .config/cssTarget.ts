/**
 * The oldest browsers that the stylesheet is built for. Older ones would make Vite rewrite light-dark() into variables that follow the system
 * instead of the page.
 */
export const cssTarget = ["chrome123", "firefox124", "safari17.5"];
