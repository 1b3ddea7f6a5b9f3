import { chromium } from "playwright";
import { chromiumLaunchOptions } from "../support/chromium.ts";

const options = await chromiumLaunchOptions();

/** The Chromium of the tests, whose pages can also collect their garbage. */
export const browser = await chromium.launch({ ...options, args: [...options.args, "--js-flags=--expose-gc"] });
