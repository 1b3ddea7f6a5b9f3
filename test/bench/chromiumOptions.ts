import { chromiumLaunchOptions } from "../support/chromium.ts";

/** Here, because the module that loads TypeScript is gone once a script has loaded. */
export const options = await chromiumLaunchOptions();
